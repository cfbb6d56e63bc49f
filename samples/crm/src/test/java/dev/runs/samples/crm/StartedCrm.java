package dev.runs.samples.crm;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program as a newcomer starts it, on free ports, in a process of its own that has no test on its class path. */
public final class StartedCrm {
    /** What everybody signs in with. */
    public static final String PASSWORD = "open sesame";

    private static final Pattern WHERE = Pattern.compile("The CRM is at (http://127\\.0\\.0\\.1:[0-9]+)");

    private final StringBuilder printed = new StringBuilder();
    private final Process process;
    private final String home;

    /** Starts it, and waits until it has said all that it says. */
    public StartedCrm() throws IOException {
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*[/\\\\]test(-classes)?[/\\\\]?"))
                .collect(Collectors.joining(File.pathSeparator));
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        CrmApplication.class.getName(),
                        "--server.port=0",
                        "--crm.sign-in.port=0",
                        "--crm.sign-in.password=" + PASSWORD))
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        home = address(output);
        Thread reader = new Thread(() -> drain(output), "what the CRM prints");
        reader.setDaemon(true);
        reader.start();
    }

    /** Nobody may stop reading: the CRM would wait for it as soon as the pipe is full. */
    private static void drain(BufferedReader output) {
        Path log = Path.of("target", "crm.log");
        try (BufferedWriter kept = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                kept.write(line);
                kept.newLine();
                kept.flush();
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    private String address(BufferedReader output) throws IOException {
        String found = "";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            printed.append(line).append('\n');
            Matcher matcher = WHERE.matcher(line);
            found = matcher.find() ? matcher.group(1) : found;
            if (line.startsWith("SCIM for ") && line.contains("borealis")) {
                return found;
            }
        }
        throw new AssertionError("the program ended:\n" + printed);
    }

    /** Returns its address. */
    public String home() {
        return home;
    }

    /** Returns what it printed while it started. */
    public String printed() {
        return printed.toString();
    }

    /** Ends it. */
    public void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
