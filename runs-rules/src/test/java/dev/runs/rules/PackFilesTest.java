package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFilesTest {
    private static final String RULE = Packs.HEADER + Packs.rule("R-1", "", "gate.deny($step, \"no\");");

    @TempDir
    private Path folder;

    @BeforeEach
    void smallPack() throws IOException {
        write("pack.yaml", Packs.MANIFEST);
        write("rules.drl", RULE);
    }

    @Test
    void filesOfEditorsAndReadmes_areLeftAlone() throws IOException {
        write(".rules.drl.swp", "?");
        write(".git/config.yaml", "?");
        write("readme.md", "?");
        write("promotion.cases.yaml", "?");
        assertThat(RulePacks.check(folder)).isEqualTo(new PackCheck(2, 0, 1, List.of(), List.of()));
    }

    @Test
    void subFolders_areOfThePack_howeverDeep() throws IOException {
        write("a/b/c/d/e/more.drl", RULE.replace("R-1", "R-2"));
        assertThat(RulePacks.check(folder).rules()).isEqualTo(2);
    }

    @Test
    void links_areFollowed_asOrchestratorsMountFiles() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..data"));
        Files.writeString(data.resolve("linked.drl"), RULE.replace("R-1", "R-2"));
        Files.createSymbolicLink(folder.resolve("linked.drl"), Path.of("..data", "linked.drl"));
        assertThat(RulePacks.check(folder).rules()).isEqualTo(2);
    }

    @Test
    void filesThatLookLikeRules_areMistakes() throws IOException {
        write("old.drl.bak", RULE);
        write("upper.DRL", RULE);
        write("roles.yml", "roles: []");
        assertThat(RulePacks.check(folder).problems())
                .extracting(RuleProblem::message)
                .containsExactly(message("old.drl.bak"), message("roles.yml"), message("upper.DRL"));
    }

    @Test
    void linksInACircle_areAMistake() throws IOException {
        Files.createSymbolicLink(folder.resolve("circle"), folder);
        assertThat(RulePacks.check(folder).problems())
                .extracting(RuleProblem::code)
                .contains(RuleErrorCode.FOLDER);
    }

    @Test
    void tooManyFiles_areAMistake() {
        Map<String, String> files = new HashMap<>();
        files.put("pack.yaml", Packs.MANIFEST);
        for (int i = 0; i < 201; i++) {
            files.put("f" + i + ".drl", RULE.replace("R-1", "R-" + i));
        }
        assertThat(RulePacks.check(files).problems())
                .extracting(RuleProblem::text)
                .containsExactly("The pack has more than 200 files.");
    }

    @Test
    void tooManyRules_areAMistake() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 1_001; i++) {
            rules.append(Packs.rule("R-" + i, "", "gate.deny($step, \"no\");"));
        }
        assertThat(RulePacks.check(Packs.files(rules.toString())).problems())
                .extracting(RuleProblem::message)
                .containsExactly("pack.yaml  The pack has 1001 rules; at most 1000 are allowed.\n"
                        + "    Split it into several packs.");
    }

    private static String message(String name) {
        return name + "  This looks like a part of the pack, but is not one that Runs reads.\n"
                + "    A pack has pack.yaml, perhaps roles.yaml and vocabulary.yaml, and files whose names end with .drl.";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
