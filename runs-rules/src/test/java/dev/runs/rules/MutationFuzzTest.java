package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.internal.engine.ConstraintsTest;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.pack.PackChecker;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Problems;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Good packs, spoilt at random: the check never crashes, is bounded, and yields canonical rules or nothing. */
class MutationFuzzTest {
    private static final int ROUNDS = Integer.getInteger("runs.test.mutations", 2_000);
    private static final List<String> SCRAPS = List.of(
            "\"",
            "\\",
            "\\\"",
            "(",
            ")",
            "((",
            "{",
            "}",
            ";",
            ",",
            "!",
            "&&",
            "||",
            "==",
            "not",
            "in",
            "is",
            "missing",
            "rule",
            "when",
            "then",
            "end",
            "gate.",
            "$step",
            "$",
            "@id(",
            "@",
            "\u202E",
            "\u0000",
            "\uD800",
            "\uFEFF",
            "/*",
            "*/",
            "//",
            "\n",
            "\r",
            "\t",
            "eval(",
            "java.lang.Runtime",
            "0x1",
            "1e9",
            "-",
            "9".repeat(40),
            "é",
            "\u00A0",
            "\uD83D\uDE80",
            "RiskLevel.",
            "import x.*;",
            "salience 1",
            "from",
            "function void f() {}",
            "\\u0022",
            "- ",
            ": ",
            "&a ",
            "*a",
            "!!x ",
            "|",
            ">");

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());

    @Test
    void spoiltPacks() {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        Random random = new Random(seed);
        long slowest = 0;
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> good = RandomPacks.files(random, 3);
            SortedMap<String, byte[]> files = new TreeMap<>();
            boolean rules = random.nextInt(5) > 0;
            good.forEach((name, text) -> files.put(
                    name,
                    (name.endsWith(".drl") == rules ? spoilt(text, random) : text).getBytes(StandardCharsets.UTF_8)));
            Problems problems = new Problems();
            long start = cpuTime();
            Optional<CheckedPack> pack = check(files, problems, round);
            slowest = Math.max(slowest, cpuTime() - start);
            if (pack.isPresent()) {
                accepted++;
                ConstraintsTest.assertCanonical(pack.get().rules());
            } else {
                assertThat(problems.sorted())
                        .as("seed %s, round %s", seed, round)
                        .isNotEmpty();
            }
        }
        assertThat(slowest)
                .as("CPU nanoseconds of the slowest check, seed " + seed)
                .isLessThan(1_000_000_000L);
        assertThat(accepted).as("accepted, seed " + seed).isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private Optional<CheckedPack> check(SortedMap<String, byte[]> files, Problems problems, int round) {
        try {
            return new PackChecker(Limits.STANDARD, problems).check(files).pack();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ", round " + round, e);
        }
    }

    private static String spoilt(String text, Random random) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = random.nextInt(spoilt.length());
            int to = Math.min(spoilt.length(), from + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> spoilt.delete(from, to);
                case 1 -> spoilt.insert(from, SCRAPS.get(random.nextInt(SCRAPS.size())));
                case 2 -> spoilt.replace(from, to, SCRAPS.get(random.nextInt(SCRAPS.size())));
                case 3 -> spoilt.insert(random.nextInt(spoilt.length()), spoilt.substring(from, to));
                default ->
                    spoilt.insert(
                            from, SCRAPS.get(random.nextInt(SCRAPS.size())).repeat(random.nextInt(200)));
            }
            if (spoilt.length() == 0) {
                spoilt.append(' ');
            }
        }
        return spoilt.toString();
    }
}
