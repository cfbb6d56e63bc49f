package dev.runs.storage.jdbc;

class PostgresStoreTest extends PostgresContract {
    @Override
    PostgresServer server() {
        return PostgresServer.get();
    }
}
