package dev.runs.storage.jdbc;

import java.sql.SQLException;
import java.util.function.Predicate;

/** The sessions of a SQLite file that is ours alone: one that writes, and a few that read. */
final class FileSessions implements Sessions {
    private final SqliteFile file;
    private final Writer writer;
    private final Readers readers;

    FileSessions(SqliteFile file, Writer writer) {
        this.file = file;
        this.writer = writer;
        this.readers = new Readers(file);
    }

    Writer writer() {
        return writer;
    }

    Readers readers() {
        return readers;
    }

    @Override
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public <T> T write(Work<T> work, Predicate<T> keep) throws InDoubtException {
        return writer.write(work, keep);
    }

    @Override
    public void close() {
        readers.close();
        try {
            // The last connection to close empties the log into the file.
            writer.close();
        } catch (SQLException e) {
            throw SqliteFault.of(file.path(), e);
        }
    }
}
