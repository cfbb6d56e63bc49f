package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process with this one's class path. What it prints is how both keep in step. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static ChildJvm start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the next line; null when the process has ended. */
    String readLine() throws IOException {
        return output.readLine();
    }

    /** Ends the process at once, wherever it is (SIGKILL), and returns what it had printed until then. */
    List<String> kill() {
        // Through its handle: the process itself would close the stream that is still to be read.
        process.toHandle().destroyForcibly();
        List<String> rest = output.lines().toList();
        process.onExit().join();
        return rest;
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
