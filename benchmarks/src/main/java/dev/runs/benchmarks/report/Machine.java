package dev.runs.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where it was measured.
 *
 * @param processor the processor's name, as the system gives it
 * @param cores how many of them a process can use
 * @param memory the memory in GiB
 * @param system the operating system
 * @param jdk the virtual machine
 * @param loadBefore the load average of a minute before the first measurement
 * @param loadAfter the same after the last one; of it one to two are the benchmarks' own
 */
public record Machine(
        String processor, int cores, long memory, String system, String jdk, double loadBefore, double loadAfter) {
    private static final double GIB = 1L << 30;

    /** Looks at this machine, before anything is measured. */
    static Machine here() {
        long bytes = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                Math.round(bytes / GIB),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                load(),
                0);
    }

    Machine afterwards() {
        return new Machine(processor, cores, memory, system, jdk, loadBefore, load());
    }

    private static double load() {
        return Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 100) / 100.0;
    }

    private static String processorName() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
