package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.runs.rules.cases.CaseReport;
import dev.runs.rules.cases.RuleCases;
import dev.runs.rules.internal.engine.ConstraintsTest;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.pack.PackChecker;
import dev.runs.rules.internal.pack.VocabularyFile;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.problem.RuleProblem;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Files of {@link YamlGrammar}: what reads them never crashes, says of each that it does not accept what is wrong and where, and its work
 * is bounded. Work is what the reading thread allocates and computes, whatever else the machine does meanwhile.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class GrammarFuzzTest {
    private static final int ROUNDS = Integer.getInteger("runs.test.files", 1_500);
    private static final int MANY_ROUNDS = Integer.getInteger("runs.test.manyFiles", 30_000);
    private static final long MOST_ALLOCATED = 200L << 20;
    /** A second of the thread that reads, in nanoseconds. */
    private static final long MOST_CPU = 1_000_000_000L;

    private static final String RULES =
            Packs.rule("R-1", "action == \"crm.offer\"", "gate.require($step, \"offer\", \"An offer\");");

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int accepted;
    private long most;
    private long mostCpu;

    @Test
    void files() {
        files(ROUNDS);
    }

    @Test
    @Tag("long")
    @DisplayName("Files by the grammar and beside it, thirty thousand of each kind")
    void manyFiles() {
        files(MANY_ROUNDS);
    }

    private void files(int rounds) {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        Random random = new Random(seed);
        int sum = 0;
        for (String kind : List.of("pack.yaml", VocabularyFile.FILE, "a.cases.yaml")) {
            accepted = 0;
            most = 0;
            mostCpu = 0;
            for (int round = 0; round < rounds; round++) {
                // A file without surprises, with a few, or with one in every fourth place.
                YamlGrammar grammar =
                        new YamlGrammar(random, List.of(0, 40, 40, 10, 4).get(random.nextInt(5)));
                String text = switch (kind) {
                    case "pack.yaml" -> grammar.manifest();
                    case VocabularyFile.FILE -> grammar.vocabulary();
                    default -> grammar.cases();
                };
                read(kind, text, round);
            }
            System.out.println(kind + ": " + accepted + " of " + rounds + " accepted, for one at most " + (most >> 10)
                    + " KB allocated and " + mostCpu / 1_000_000 + " ms of CPU");
            assertThat(accepted).as("accepted of %s, seed %s", kind, seed).isBetween(rounds / 50, rounds * 49 / 50);
            sum += accepted;
        }
        assertThat(sum).isPositive();
    }

    private void read(String kind, String text, int round) {
        String name = "seed " + seed + ", " + kind + " of round " + round + ":\n" + text;
        Map<String, String> files = Packs.files(RULES);
        files.put(VocabularyFile.FILE, RandomPacks.VOCABULARY);
        files.merge("pack.yaml", "requirements: { offer: { ask: [ { roles: [Legal] } ] } }\n", String::concat);
        files.put(kind, text);
        long before = threads.getCurrentThreadAllocatedBytes();
        long cpu = threads.getCurrentThreadCpuTime();
        List<RuleProblem> problems = problems(name, kind, files);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        for (int again = 0; cpu > MOST_CPU && again < 2; again++) {
            // What the first of its kind costs more is the machine's, and not the file's.
            long start = threads.getCurrentThreadCpuTime();
            problems(name, kind, files);
            cpu = Math.min(cpu, threads.getCurrentThreadCpuTime() - start);
        }
        most = Math.max(most, allocated);
        mostCpu = Math.max(mostCpu, cpu);
        assertThat(allocated).as(name).isLessThan(MOST_ALLOCATED);
        assertThat(cpu).as(name).isLessThan(MOST_CPU);
        int lines = 1 + (int) text.chars().filter(c -> c == '\n').count();
        assertThat(problems).as(name).allSatisfy(problem -> {
            assertThat(problem.file()).isIn(kind, "rules.drl");
            assertThat(problem.text()).isNotBlank().hasSizeLessThan(40_000);
            if (problem.file().equals(kind)) {
                assertThat(problem.line()).isBetween(0, lines);
            }
        });
        if (problems.isEmpty()) {
            accepted++;
            if (accepted % 20 == 0) {
                run(name, () -> used(files));
            }
        }
    }

    private List<RuleProblem> problems(String name, String kind, Map<String, String> files) {
        return run(
                name,
                () -> kind.endsWith(".cases.yaml") ? RuleCases.of("test", files).problems() : problems(files));
    }

    private <T> T run(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(name, e);
        }
    }

    private static List<RuleProblem> problems(Map<String, String> files) {
        Problems problems = new Problems();
        TreeMap<String, byte[]> bytes = new TreeMap<>();
        files.forEach((file, content) -> bytes.put(file, content.getBytes(StandardCharsets.UTF_8)));
        Optional<CheckedPack> pack =
                new PackChecker(Limits.STANDARD, problems).check(bytes).pack();
        pack.ifPresent(checked -> ConstraintsTest.assertCanonical(checked.evaluated()));
        assertThat(problems.none()).isEqualTo(pack.isPresent());
        return problems.sorted();
    }

    /** Loads the pack, which is one that passed the check, and asks it the cases, if there are any. */
    private static CaseReport used(Map<String, String> files) {
        try (RulePack pack = RulePacks.of("test", files)) {
            return CaseReport.of(pack, RuleCases.of("test", files).check());
        }
    }

    @Test
    @DisplayName("As much as a file can hold of one thing")
    void muchOfOneThing() {
        String[] manifest = {"name: t", "version: 1", "owner: T", "default-approvers: [%s]"};
        for (String many : List.of("x", "1: 2", "{}", "[]", "'x'", "@a", "a b c", "{ a: b }", "?", "&", "~")) {
            for (String end : List.of("", "%s", "%s%s")) {
                String item = many + end.formatted("\u0001", "\u0001");
                StringBuilder list = new StringBuilder();
                for (int i = 0; list.length() < 240_000; i++) {
                    list.append(item.replace("\u0001", Integer.toString(i, 36))).append(", ");
                }
                read("pack.yaml", String.join("\n", manifest).formatted(list), -1);
                read("pack.yaml", String.join("\n", manifest).formatted("B") + "\nrules: { " + list + " }\n", -1);
                read(
                        "pack.yaml",
                        String.join("\n", manifest).formatted("B") + "\nrequirements: { offer: { stages: [ " + list
                                + " ] } }\n",
                        -1);
                read(VocabularyFile.FILE, "payload: { a: { one-of: [ " + list + " ] } }\n", -1);
                read(VocabularyFile.FILE, "payload: { " + list + " }\n", -1);
                read("a.cases.yaml", "cases: [ " + list + " ]\n", -1);
                String one =
                        "cases: [ { name: x, at: 2026-11-22T12:00:00Z, step: { action: a, external: true, risk: low }, ";
                read("a.cases.yaml", one + "others: [ " + list + " ], expect: ask } ]\n", -1);
                read("a.cases.yaml", one + "matrix: { amount: [ " + list + " ] }, expect: ask } ]\n", -1);
                read("a.cases.yaml", one + "expect: { verdict: ask, rules: [ " + list + " ] } } ]\n", -1);
            }
        }
    }

    @Test
    @DisplayName("Matrices that multiply what is large already")
    void largeMatrices() {
        String values = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
        String matrix =
                "matrix: { amount: " + values + ", target: " + values + ", key: " + values + " }, expect: ask }";
        String others = "others: [ " + "{ action: b, state: ready }, ".repeat(1_500) + " ]";
        String defaults = "defaults: { at: 2026-11-22T12:00:00Z, step: { action: a, external: true, risk: low }, "
                + others + " }\n";
        read("a.cases.yaml", defaults + "cases:\n" + ("  - { name: x, " + matrix + "\n").repeat(300), -1);
        assertThat(cases(defaults + "cases:\n  - { name: x, " + matrix + "\n"))
                .contains(
                        "a.cases.yaml:3:5  Up to this case, the cases of the file come to more than 500000 keys and values.\n"
                                + "    Make smaller matrices, or split the file into several.");
    }

    @Test
    void limits_areNamed() {
        assertThat(cases("cases: [ " + "{}, ".repeat(2_001) + " ]"))
                .containsExactly(
                        "a.cases.yaml:1:8010  There are more than 2000 entries here.\n    Split the file into several.");
        String twice = "{ x: [" + "1, ".repeat(1_900) + "] },\n";
        assertThat(cases("cases: [\n" + twice.repeat(11) + "]"))
                .containsExactly("a.cases.yaml:12:2899  The file has more than 20000 keys and values.\n"
                        + "    Split the file into several.");
        assertThat(cases("cases: [ " + "{ nme: x },".repeat(400) + " ]"))
                .last()
                .asString()
                .endsWith("This file has more mistakes; they are not listed.");
    }

    private static List<String> cases(String text) {
        Map<String, String> files = Packs.deny("external == true");
        files.put("a.cases.yaml", text);
        return RuleCases.of("test", files).problems().stream()
                .map(RuleProblem::message)
                .toList();
    }
}
