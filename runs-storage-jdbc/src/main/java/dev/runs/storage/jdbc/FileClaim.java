package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This process's claim on a store's file: a lock on a file beside it, which the system releases when the process ends,
 * however it ends. It keeps nobody out. It is there to notice a second process and to say so.
 *
 * <p>Within the process the claims on one file are counted, because closing a second channel to the side file would
 * release the lock of the first (a rule of POSIX).
 */
final class FileClaim implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(FileClaim.class.getName());
    private static final Map<Path, FileClaim> CLAIMS = new HashMap<>();
    /** Beyond the text, so that it can be read by others where a lock forbids reading. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MOST_TEXT = 100;

    private final Path file;
    private final @Nullable FileChannel channel;
    private int count = 1;

    private FileClaim(Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Claims a file, and logs a warning if it is in use already. */
    static FileClaim on(Path file) {
        synchronized (CLAIMS) {
            FileClaim claim = CLAIMS.get(file);
            if (claim == null) {
                claim = first(file);
                CLAIMS.put(file, claim);
            } else {
                claim.count++;
                warnOf(SqliteFault.SECOND_PROCESS, file, "this process has it open already.");
            }
            return claim;
        }
    }

    @Override
    public void close() {
        synchronized (CLAIMS) {
            if (--count > 0) {
                return;
            }
            CLAIMS.remove(file);
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "the lock beside " + file + " could not be closed", e);
            }
        }
    }

    private static FileClaim first(Path file) {
        Path side = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    side, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                warnOf(SqliteFault.SECOND_PROCESS, file, "process " + read(channel) + " has it open too.");
            } else {
                write(channel, Long.toString(ProcessHandle.current().pid()));
            }
        } catch (OverlappingFileLockException e) {
            warnOf(SqliteFault.SECOND_PROCESS, file, "this process has it open already, by another class loader.");
        } catch (IOException e) {
            warnOf(SqliteFault.UNWATCHED, file, "a second process will not be noticed: " + e);
        }
        // A channel that did not get the lock stays open too: to close it could release another one's.
        return new FileClaim(file, channel);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MOST_TEXT);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), UTF_8).strip();
        return pid.isEmpty() ? "?" : pid;
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
    }

    private static void warnOf(SqliteFault fault, Path file, String what) {
        LOGGER.log(System.Logger.Level.WARNING, fault.in(file, what).getMessage());
    }
}
