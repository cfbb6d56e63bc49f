package dev.runs.cli;

import java.io.PrintWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the store logs while a command uses it. To a host a second process is worth a warning; here it is the ordinary case,
 * and is told in a line that does not look like an error.
 */
final class StoreNotices extends Handler {
    private static final String SECOND_PROCESS = "RUNS-STORE-030";
    /** Held here, because the JDK keeps loggers only as long as somebody does. */
    private static final Logger LOGGER = Logger.getLogger("dev.runs.storage.jdbc");

    private final PrintWriter err;

    private StoreNotices(PrintWriter err) {
        this.err = err;
    }

    /** Listens to the store until it is closed. */
    static StoreNotices to(PrintWriter err) {
        StoreNotices notices = new StoreNotices(err);
        LOGGER.addHandler(notices);
        LOGGER.setUseParentHandlers(false);
        return notices;
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().intValue() < Level.WARNING.intValue()) {
            return;
        }
        String message = String.valueOf(logged.getMessage());
        err.println(
                message.startsWith(SECOND_PROCESS)
                        ? "note: the store is in use; that does no harm"
                        : "note: " + message);
    }

    @Override
    public void flush() {
        err.flush();
    }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
