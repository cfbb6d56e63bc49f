package dev.runs.storage.jdbc;

import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** A role that is no superuser and owns what it makes in a database: for it, row-level security holds. */
final class PostgresRole implements AutoCloseable {
    private final PostgresDatabase database;
    private final String name;
    private final TestPool pool;

    PostgresRole(PostgresDatabase database) throws SQLException {
        this.database = database;
        this.name = "role_of_" + database.schema();
        database.run("CREATE ROLE " + name + " LOGIN PASSWORD 'secret'");
        database.run("GRANT ALL ON SCHEMA " + database.schema() + " TO " + name);
        PGSimpleDataSource source = (PGSimpleDataSource) database.simple("");
        source.setUser(name);
        source.setPassword("secret");
        pool = new TestPool(source);
    }

    /** Returns connections of the role. */
    TestPool pool() {
        return pool;
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        database.run("DROP OWNED BY " + name);
        database.run("DROP ROLE " + name);
    }
}
