package dev.runs.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.benchmarks.peers.contestant.Contestant;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes in which contestants are measured, one after the other. */
final class Children {
    private static final String BASELINE = "baseline";
    /** Nobody needs so long; an engine that hangs must not hold up the others. */
    private static final long MINUTES = 20;

    private final Server server;
    private final Libraries libraries;
    private final Effort effort;
    private final Path logs;

    Children(Server server, Libraries libraries, Effort effort) throws IOException {
        this.server = server;
        this.libraries = libraries;
        this.effort = effort;
        this.logs = Files.createDirectories(libraries.target().resolve("logs"));
    }

    /** Measures everything about a contestant. */
    Measured measure(Contestant contestant) throws IOException, InterruptedException, SQLException {
        Figures figures = new Figures();
        String name = contestant.name();
        server.fresh(name);
        server.fresh(BASELINE);
        boolean complete = run(PeerProcess.Task.MEASURE, contestant, figures)
                && run(PeerProcess.Task.COUNT, contestant, figures)
                && (contestant.variant() || run(PeerProcess.Task.WAIT, contestant, figures));
        server.drop(name);
        server.drop(BASELINE);
        List<Path> gained = libraries.gained(contestant);
        return new Measured(
                contestant,
                libraries.version(contestant),
                gained.size(),
                Libraries.megabytes(gained),
                figures,
                complete);
    }

    boolean run(PeerProcess.Task task, Contestant contestant, Figures figures)
            throws IOException, InterruptedException {
        Path log = logs.resolve(contestant.name() + "-" + task + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        libraries.classPath(contestant),
                        PeerProcess.class.getName(),
                        task.name(),
                        contestant.name(),
                        effort.name())
                .redirectError(log.toFile());
        builder.environment().put(PeerProcess.URL, server.url(contestant.name()));
        builder.environment().put(PeerProcess.BASELINE_URL, server.url(BASELINE));
        builder.environment().put(PeerProcess.ASKED_AT, Long.toString(System.currentTimeMillis()));
        Process process = builder.start();
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        process.onExit().orTimeout(MINUTES, TimeUnit.MINUTES).exceptionally(late -> {
            process.destroyForcibly();
            return process;
        });
        try (BufferedReader output = process.inputReader(UTF_8)) {
            output.lines().forEach(figures::read);
        }
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (status != 0) {
            System.err.println(contestant.label() + ": " + task + " ended with " + status + ", see " + log);
        }
        return status == 0;
    }
}
