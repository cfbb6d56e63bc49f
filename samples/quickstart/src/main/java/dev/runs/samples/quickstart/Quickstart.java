package dev.runs.samples.quickstart;

import dev.runs.Runs;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Session;
import dev.runs.error.RunsException;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePackException;
import dev.runs.rules.RulePacks;
import dev.runs.storage.StoreException;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reference run, end to end: an agent starts it, a rule pauses it, a second process opens the same file, a director
 * approves, the approved payload is executed, and the record explains every bit of it. A second run is rejected.
 */
public final class Quickstart {
    private static final String FIRST = "run-advocacy-nomination";
    private static final String SECOND = "run-advocacy-nomination-2";

    private final Terminal terminal;
    private final RecordPrinter printer;
    private final Path rules;

    private Quickstart(Terminal terminal, Path rules) {
        this.terminal = terminal;
        this.printer = new RecordPrinter(terminal);
        this.rules = rules;
    }

    /** Runs the whole story, or one part of it on a file that is there: {@code approve|show|export FILE [RUN]}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Terminal terminal = Terminal.of(System.out, System.getenv());
        try {
            Quickstart quickstart = new Quickstart(terminal, rules());
            if (args.length == 0) {
                quickstart.story();
            } else {
                quickstart.part(List.of(args));
            }
        } catch (RunsException | RulePackException | StoreException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void story() throws IOException, InterruptedException {
        Path file = newFile();
        terminal.act("1. An agent starts a run; the rules of " + rules + " pause it");
        with(file, runs -> {
            Session agent = runs.as(Crm.AGENT);
            agent.start(Crm.advocacyNomination(FIRST, "Acme", "opportunity-4711", Instant.now()));
            printer.print(agent.record(FIRST));
            terminal.heading("Why is it waiting, and who can release it?");
            printer.explain(agent.whyBlocked(FIRST, "promote"));
        });

        terminal.act("2. Another process opens the file; a Customer success director approves");
        inAnotherProcess("approve", file);

        terminal.act("3. A second run is rejected; nothing leaves the company");
        with(file, this::reject);

        terminal.act("Done");
        terminal.line("Everything above is in   " + file);
        terminal.line("See a run again with     java -jar " + jar() + " show " + file + " " + FIRST);
        terminal.line("All of it as JSON with   java -jar " + jar() + " export " + file + " " + FIRST);
        terminal.line("Then change a rule in    " + rules.resolve("advocacy.drl"));
        terminal.line(
                "and run this again: ask for two approvals with  gate.requireApproval($step, \"...\", \"...\", 2);");
    }

    private void part(List<String> args) {
        String usage = "usage: quickstart [approve FILE | show FILE [RUN] | export FILE [RUN]]";
        if (args.size() < 2 || args.size() > 3) {
            throw new IllegalArgumentException(usage);
        }
        Path file = Path.of(args.get(1));
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("There is no file " + file
                    + ".\nFix: run the quickstart without arguments" + " first; it says where its file is");
        }
        String run = args.size() == 3 ? args.get(2) : FIRST;
        switch (args.get(0)) {
            case "approve" -> with(file, this::approve);
            case "show" ->
                with(file, runs -> {
                    printer.print(runs.as(Crm.AGENT).record(run));
                    printer.history(runs.as(Crm.AGENT).record(run));
                });
            case "export" -> with(file, runs -> terminal.line(runs.as(Crm.AGENT).export(run)));
            default -> throw new IllegalArgumentException(usage);
        }
    }

    private void approve(Runs runs) {
        terminal.line("Process " + ProcessHandle.current().pid() + " of "
                + ProcessHandle.current()
                        .parent()
                        .map(parent -> "parent " + parent.pid())
                        .orElse("no parent"));
        Session mia = runs.as(Crm.MIA);
        terminal.heading("Mia is a director too, but the agent acts for her");
        refused(mia.approve(mia.approval(FIRST, "promote"), "Looks fine to me"));

        Session dora = runs.as(Crm.DORA);
        ApprovalView seen = dora.approval(FIRST, "promote");
        terminal.heading("Dora sees what would be executed, and approves exactly that");
        terminal.line(seen.title() + "   " + seen.payload().orElseThrow().json());
        terminal.line("because: " + String.join("; ", seen.reasons()) + "   digest "
                + seen.view().digest().orElseThrow().abbreviated());
        Answer answer = dora.approve(seen, "Quote is cleared by legal");
        terminal.line("accepted, run version " + answer.orThrow());

        terminal.heading("The record, now");
        printer.print(dora.record(FIRST));
        terminal.heading("Why was it allowed?");
        printer.explain(dora.whyAllowed(FIRST, "promote"));
        terminal.heading("From the roadmap link back to the call");
        printer.trace(dora.lineage().upstreamOfRoadmapLink("roadmap-export-api"));
        terminal.heading("And what the call led to");
        printer.trace(dora.lineage().downstreamOfMeeting("call-opportunity-4711"));
        printer.history(dora.record(FIRST));
        terminal.heading("Dora clicks again");
        refused(dora.approve(seen, "Quote is cleared by legal"));
    }

    private void reject(Runs runs) {
        runs.as(Crm.AGENT).start(Crm.advocacyNomination(SECOND, "Globex", "opportunity-4712", Instant.now()));
        Session dora = runs.as(Crm.DORA);
        dora.reject(dora.approval(SECOND, "promote"), "Globex asked us not to be named")
                .orThrow();
        printer.print(dora.record(SECOND));
    }

    private void refused(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            terminal.line(refused.refusal().message());
        }
    }

    /** Opens store and rules, does something, and closes them again. */
    private void with(Path file, Consumer<Runs> work) {
        try (RulePack pack = RulePacks.folder(rules);
                SqliteStore store = SqliteStore.at(file);
                Runs runs = Crm.runs(store, pack, call -> terminal.line(call))) {
            work.accept(runs);
        }
    }

    private static void inAnotherProcess(String part, Path file) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        int exit = new ProcessBuilder(
                        java,
                        // SQLite's driver loads a native library; from Java 24 on that needs a word.
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quickstart.class.getName(),
                        part,
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** The rules of the samples, from the repository's root or from beside the built jar. */
    private static Path rules() {
        Path fromRoot = Path.of("samples", "governance");
        Path folder = Files.isDirectory(fromRoot)
                ? fromRoot
                : home().resolve("../../governance").normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "There is no rule folder " + folder + ".\nFix: run the quickstart from the repository's root");
        }
        return folder;
    }

    /** The folder that the program's jar is in. */
    private static Path home() {
        try {
            Path code = Path.of(Quickstart.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.toAbsolutePath().resolveSibling("").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jar() {
        Path jar = home().resolve("quickstart.jar");
        Path here = Path.of("").toAbsolutePath();
        return (jar.startsWith(here) ? here.relativize(jar) : jar).toString();
    }

    private static Path newFile() throws IOException {
        Path folder = Files.createDirectories(home().resolve("quickstart-data"));
        int number = 1;
        while (Files.exists(folder.resolve("runs-" + number + ".db"))) {
            number++;
        }
        Path file = folder.resolve("runs-" + number + ".db");
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
