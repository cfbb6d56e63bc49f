package dev.runs.storage.jdbc;

/** The contract once more where a server of another version is at hand. */
class PostgresOnPathTest extends PostgresContract {
    @Override
    PostgresServer server() {
        return PostgresServer.other();
    }
}
