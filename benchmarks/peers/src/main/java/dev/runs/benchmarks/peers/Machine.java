package dev.runs.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * On what was measured.
 *
 * @param cores how many processors
 * @param memory bytes
 * @param jdk the Java that ran it
 * @param system the operating system
 * @param load the load average when it began, -1 where it is not known
 * @param sync how long the disk takes to confirm a write, in milliseconds
 */
record Machine(int cores, long memory, String jdk, String system, double load, double sync) {
    private static final int SYNCS = 200;

    /**
     * Looks at this machine.
     *
     * @param folder where the database is
     */
    static Machine here(Path folder) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                system.getAvailableProcessors(),
                system.getTotalMemorySize(),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                system.getName() + " " + system.getArch(),
                system.getSystemLoadAverage(),
                sync(folder));
    }

    private static double sync(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "sync", ".tmp");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                long begin = System.nanoTime();
                for (int i = 0; i < SYNCS; i++) {
                    channel.write(ByteBuffer.allocate(512));
                    channel.force(false);
                }
                return (System.nanoTime() - begin) / 1e6 / SYNCS;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d cores, %.0f GB, %s, JDK %s, load %.1f at the beginning, a write is on the disk after %.2f ms",
                cores,
                memory / 1e9,
                system,
                jdk,
                load,
                sync);
    }
}
