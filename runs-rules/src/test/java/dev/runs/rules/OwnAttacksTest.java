package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.runs.rules.internal.engine.Compiler;
import dev.runs.rules.internal.pack.PackChecker;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.RawScan;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks on a careless check. Each calls {@link #hit}; no test may ever see it called. */
class OwnAttacksTest {
    private static final String HIT = "dev.runs.rules.OwnAttacksTest.hit()";
    private static final List<String> HITS = new ArrayList<>();

    /** What attacks try to call. */
    public static boolean hit() {
        HITS.add("hit");
        return true;
    }

    @AfterEach
    void nothingRan() {
        assertThat(HITS).isEmpty();
    }

    static Stream<Arguments> attacks() {
        String bs = "\\";
        String deny = "gate.deny($step, \"no\");";
        return Stream.of(
                arguments("escape in a value", Packs.deny("action == \"a" + bs + "u0022 + " + HIT + "\"")),
                arguments("escape in a comment", Packs.files("// " + bs + "u000a" + HIT + "\n" + good())),
                arguments("escape in an id", Packs.files(good().replace("R-1", "R" + bs + "u0022"))),
                arguments("escaped backslash before u", Packs.deny("action == \"" + bs + bs + "u0022\"")),
                arguments("code in an id", Packs.files(good().replace("\"R-1\"", "\"R-1\" + " + HIT))),
                arguments(
                        "code in an annotation",
                        Packs.files(good().replace("@owner(\"Testers\")", "@owner(" + HIT + ")"))),
                arguments("code as a rule's name", Packs.files(good().replace("\"Rule R-1\"", HIT))),
                arguments("code after a text", Packs.deny("action == \"a\" + " + HIT)),
                arguments("call in a comparison", Packs.deny(HIT)),
                arguments("call on a property", Packs.deny("action.length() > 3")),
                arguments("call as a value", Packs.deny("external == " + HIT)),
                arguments("foreign constant", Packs.deny("amount == java.lang.Integer.MAX_VALUE")),
                arguments("constant of another type", Packs.deny("risk == OwnAttacksTest.HIT")),
                arguments("assignment", Packs.deny("external = true")),
                arguments("eval", Packs.deny("eval( " + HIT + " )")),
                arguments("inner braces", Packs.deny("action == \"a\" ) { " + HIT + "; } $x : StepFact(")),
                arguments("second statement", Packs.files(Packs.rule("R-1", "", deny + " " + HIT + ";"))),
                arguments("end in a row", Packs.files(Packs.rule("R-1", "", deny + " end " + HIT + "; end"))),
                arguments("function", Packs.files("function void f() { " + HIT + "; }\n" + good())),
                arguments("static import", Packs.files("import static dev.runs.rules.OwnAttacksTest.hit\n" + good())),
                arguments("import of a class", Packs.files("import dev.runs.rules.OwnAttacksTest\n" + good())),
                arguments("salience", Packs.files(good().replace("when", "salience( " + HIT + " ) when"))),
                arguments("from", Packs.files(good().replace("then", "from " + HIT + " then"))),
                arguments("numbers beyond decimals", Packs.deny("amount == 1e400")),
                arguments("hexadecimal", Packs.deny("amount == 0x10")),
                arguments("zero width space in a keyword", Packs.files(good().replace("deny", "de\u200Bny"))),
                arguments("right to left override", Packs.deny("action == \"a\u202Eb\"")),
                arguments("no-break space", Packs.deny("action\u00A0== \"a\"")),
                arguments("line separator in a comment", Packs.files("// \u2028" + HIT + "\n" + good())),
                arguments("carriage return in a comment", Packs.files("// \r" + HIT + "\n" + good())),
                arguments("zero byte", Packs.deny("action == \"a\u0000\"")),
                arguments("letter of another script", Packs.deny("\u0430ction == \"a\"")),
                arguments("many brackets", Packs.deny("( ".repeat(3_000) + "external == true" + " )".repeat(3_000))),
                arguments("nine brackets", Packs.deny("( ".repeat(8) + "external == true" + " )".repeat(8))),
                arguments("many negations", Packs.deny("!".repeat(100_000) + "( external == true )")),
                arguments("many comparisons", Packs.deny("external == true" + " || external == true".repeat(9_000))),
                arguments("huge file", Packs.files("// " + "x".repeat(300_000) + "\n" + good())),
                arguments("huge text", Packs.deny("action == \"" + "x".repeat(501) + "\"")),
                arguments(
                        "long text beyond the basic plane",
                        Packs.deny("risk == \"" + "\uD83D\uDE80".repeat(45) + "\"")),
                arguments(
                        "long role beyond the basic plane",
                        Packs.files(Packs.rule(
                                "R-1",
                                "",
                                "gate.requireApproval($step, \"" + "\uD83D\uDE80".repeat(35) + "\", \"\");"))),
                arguments("huge number", Packs.deny("amount == " + "9".repeat(31))),
                arguments("no end", Packs.files("rule ".repeat(40_000))),
                arguments("open comment", Packs.files("/*" + good())),
                arguments(
                        "yaml tag",
                        manifest(Packs.MANIFEST.replace("Testers", "!!javax.script.ScriptEngineManager []"))),
                arguments("yaml alias", manifest(Packs.MANIFEST.replace("[Boss]", "&a [Boss]"))),
                arguments("yaml bomb", manifest(Packs.MANIFEST + "rules: " + "[".repeat(50_000))),
                arguments("yaml block bomb", manifest(Packs.MANIFEST + "rules:\n  " + "- ".repeat(50_000) + "x\n")),
                arguments("yaml escape", manifest(Packs.MANIFEST.replace("Testers", "\"a\\e[31mb\""))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void attack_isRefusedBeforeAnythingIsCompiled(String name, Map<String, String> files) {
        long compilations = Compiler.begun();
        long start = System.nanoTime();

        assertThatExceptionOfType(RulePackException.class)
                .isThrownBy(() -> RulePacks.of("attack", files))
                .satisfies(e -> assertThat(e.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(101));

        assertThat(Compiler.begun()).as("compilations begun").isEqualTo(compilations);
        assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(5_000_000_000L);
    }

    @Test
    void codeInNames_isDataOnly() {
        String evil = "\\\"); } static { " + HIT + "; } //";
        Map<String, String> files = new HashMap<>();
        files.put("pack.yaml", Packs.MANIFEST.replace("test", "'x; } static { " + HIT + "; }'"));
        files.put(
                "rules.drl",
                Packs.HEADER
                        + Packs.rule("R-1", "external == true", "gate.deny($step, \"no\");")
                                .replace("Rule R-1", evil)
                                .replace("Testers", evil)
                                .replace("Because", evil)
                                .replace("\"no\"", "\"" + evil + "\"")
                                .replace("StepFact( ", "StepFact( action != \"" + evil + "\", ")
                                .replace("$step", "$class"));
        try (RulePack pack = RulePacks.of(evil, files)) {
            assertThat(Packs.ask(pack, Packs.promotion()).get(0).findings())
                    .extracting(finding -> finding.effect().reason())
                    .containsExactly("\"); } static { " + HIT + "; } //");
        }
    }

    @Test
    void codeInFileNames_isRefused() {
        for (String name : List.of(
                "a\"+" + HIT + "+\".drl",
                "a\u202Elrd.drl",
                "a\nb.drl",
                "a$b.drl",
                "a;b.drl",
                "rules.drl.bak",
                "x.DRL")) {
            Map<String, String> files = Packs.files(good());
            files.put(name, Packs.HEADER + good());
            assertThat(RulePacks.check(files).problems())
                    .as(name)
                    .extracting(RuleProblem::code)
                    .contains(RuleErrorCode.FILE_NAME);
        }
    }

    @Test
    void bytesThatAreNotUtf8_areRefused() {
        Problems problems = new Problems();
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("pack.yaml", Packs.MANIFEST.getBytes(StandardCharsets.UTF_8));
        files.put("rules.drl", (Packs.HEADER + good().replace("no", "nö")).getBytes(StandardCharsets.ISO_8859_1));
        new PackChecker(Limits.STANDARD, problems).check(files);
        assertThat(problems.sorted())
                .extracting(RuleProblem::message)
                .containsExactly("rules.drl:7:22  The file is not UTF-8 from here on.\n"
                        + "    Save it with the encoding UTF-8.");
    }

    @Test
    void overlongUtf8_isRefused() {
        Problems problems = new Problems();
        assertThat(new RawScan(Limits.STANDARD, problems).text("a.drl", new byte[] {'a', (byte) 0xC0, (byte) 0xA2}))
                .isEmpty();
        assertThat(problems.sorted()).extracting(RuleProblem::code).containsExactly(RuleErrorCode.ENCODING);
    }

    private static String good() {
        return Packs.rule("R-1", "", "gate.deny($step, \"no\");");
    }

    private static Map<String, String> manifest(String text) {
        Map<String, String> files = Packs.files(good());
        files.put("pack.yaml", text);
        return files;
    }
}
