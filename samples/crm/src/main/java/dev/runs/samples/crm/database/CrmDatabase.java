package dev.runs.samples.crm.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The embedded PostgreSQL server that the CRM has where no URL of another one is given ({@code spring.datasource.url}). It is
 * empty at each start and ends with the process.
 */
public final class CrmDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;

    private CrmDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server on a free port of this machine. */
    public static CrmDatabase start() {
        try {
            return new CrmDatabase(EmbeddedPostgres.builder().start());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded PostgreSQL cannot be started. Fix: give one by --spring.datasource.url=jdbc:postgresql:...",
                    e);
        }
    }

    /** Returns where it is. */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
