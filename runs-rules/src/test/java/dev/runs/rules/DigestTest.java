package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final String A =
            Packs.rule("A", "amount > 5, action in (\"x\", \"y\")", "gate.deny($step, \"no\");");
    private static final String B = Packs.rule("B", "external == true", "gate.allow($step, \"yes\");");

    @Test
    void filesOrderCommentsAndSpace_leaveNoTrace() {
        Map<String, String> one = Packs.files(A + B);
        Map<String, String> other = new LinkedHashMap<>();
        other.put(
                "z.drl",
                "package test.pack;\n// a comment\n" + A.replace(" ", "  ").replace("Rule  A", "Rule A"));
        other.put("sub/a.drl", Packs.HEADER.replace("\n", "\r\n") + "/* another */" + B.replace("\n", "\r\n"));
        other.put(
                "pack.yaml",
                "# comment\n\"default-approvers\":\n  - 'Boss'\nowner:   Testers\nversion: 1\nname: test\nrules: { A: enforce }");
        assertThat(digest(other)).isEqualTo(digest(one));
        assertThat(digest(
                        Packs.files(A.replace("(\"x\", \"y\")", "(\"y\",\"x\")").replace("> 5", "> 5.00") + B)))
                .isEqualTo(digest(one));
    }

    @Test
    void everythingElse_changesIt() {
        Set<String> digests = new TreeSet<>();
        List<Map<String, String>> packs = List.of(
                Packs.files(A + B),
                Packs.files(A),
                Packs.files(A + B.replace("yes", "yes!")),
                Packs.files(A + B.replace("Rule B", "Rule C")),
                Packs.files(A + B.replace("\"B\"", "\"C\"")),
                Packs.files(A + B.replace("Because", "Why not")),
                Packs.files(A + B.replace("Testers", "Others")),
                Packs.files(A + B.replace("true", "false")),
                Packs.files(A + B.replace("==", "!=")),
                Packs.files(A + B.replace("external == true", "agent == true")),
                Packs.files(A.replace("> 5", "> 6") + B),
                Packs.files(A.replace("> 5", ">= 5") + B),
                Packs.files(A.replace("5, action", "5 || action") + B),
                Packs.files(A + B.replace("allow", "deny")),
                Packs.files(A + B.replace("allow($step, \"yes\")", "requireApproval($step, \"Boss\", \"yes\")")),
                Packs.files(A + B.replace("allow($step, \"yes\")", "requireApproval($step, \"Boss\", \"yes\", 2)")),
                Packs.files(A
                        + B.replace("allow($step, \"yes\")", "requireApproval($step, \"Boss\", \"yes\", 2, \"P1D\")")),
                with("pack.yaml", Packs.MANIFEST.replace("test", "other")),
                with("pack.yaml", Packs.MANIFEST.replace("\"1\"", "\"2\"")),
                with("pack.yaml", Packs.MANIFEST.replace("Testers", "Others")),
                with("pack.yaml", Packs.MANIFEST.replace("Boss", "Boss, Legal")),
                with("pack.yaml", Packs.MANIFEST + "rules: { A: observe }"),
                with("pack.yaml", Packs.MANIFEST + "delegates: [ crm.note ]"),
                with("roles.yaml", "roles: [ { key: boss, name: Boss, meaning: Decides } ]"),
                with("roles.yaml", "roles: [ { key: boss, name: Boss, meaning: Decides all } ]"));
        packs.forEach(pack -> digests.add(digest(pack)));
        assertThat(digests).hasSize(packs.size());
    }

    private static Map<String, String> with(String file, String text) {
        Map<String, String> files = new HashMap<>(Packs.files(A + B));
        files.put(file, text);
        return files;
    }

    private static String digest(Map<String, String> files) {
        return Packs.checked(files).ref().digest();
    }
}
