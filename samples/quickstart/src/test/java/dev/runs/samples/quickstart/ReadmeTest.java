package dev.runs.samples.quickstart;

import static dev.runs.action.RiskLevel.LOW;
import static dev.runs.action.RiskLevel.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.plan.RunPlan;
import dev.runs.rules.RulePacks;
import dev.runs.run.RunStatus;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("README.md")
class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..");

    @TempDir
    Path folder;

    record Promotion(String customer, String quote) {}

    private static final class Crm {
        final List<String> promoted = new ArrayList<>();

        void promote(Promotion promotion) {
            promoted.add(promotion.customer());
        }
    }

    @Test
    void theCode_run() {
        Path file = folder.resolve("runs.db");
        Path governance = ROOT.resolve("samples/governance");
        Actor agent = Actor.agent("acme", "advocacy-agent");
        Actor director = Actor.human("acme", "dana", "Customer success director");
        Promotion promotion = new Promotion("Acme", "It saved us a week");
        Crm crm = new Crm();
        // README begins
        SqliteStore store = SqliteStore.at(file);
        Runs runs = Runs.builder()
                .store(store) // one file, durable
                .catalog(actions -> actions.internal("crm.draft", LOW, Promotion.class)
                        .external("crm.promote-reference", MEDIUM, Promotion.class)
                        .target("customer"))
                .rules(RulePacks.folder(governance)) // written by the governance team
                .identity(Identity.of(agent, director)) // who holds which role: the host knows
                .handler("crm.draft", step -> step.note("Drafted with evidence"))
                .handler("crm.promote-reference", step -> crm.promote(step.payload(Promotion.class)))
                .executor(Runnable::run) // handlers run in the calling thread; else in one of ours
                .build();
        String run = runs.as(agent) // no actor, no call; an actor has a tenant
                .start(RunPlan.named("Advocacy Nomination")
                        .step("draft", "Create advocacy record")
                        .action("crm.draft", promotion)
                        .step("promote", "Wait for approval")
                        .action("crm.promote-reference", "Promote Acme as a reference candidate", promotion)
                        .after("draft"))
                .id();
        var seen = runs.as(director).approval(run, "promote"); // what, to whom, why, with its version
        runs.as(director).approve(seen, "Cleared by legal").orThrow(); // exactly this is executed
        // README ends
        assertThat(seen.reasons()).containsExactly("Requires advocacy and legal review");
        assertThat(crm.promoted).containsExactly("Acme");
        assertThat(runs.as(agent).run(run).status()).isEqualTo(RunStatus.COMPLETED);
        runs.close();
        store.close();
    }

    @Test
    void theCode_areThoseOfThisTest() throws IOException {
        String here =
                Files.readString(Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java"));
        List<String> lines = here.lines().toList();
        List<String> shown = lines.subList(index(lines, "// README begins") + 1, index(lines, "// README ends"));
        assertThat(block("java")).isEqualTo(String.join("\n", shown).stripIndent());
    }

    @Test
    void theRule_isOneOfTheSamples() throws IOException {
        assertThat(Files.readString(ROOT.resolve("samples/governance/advocacy.drl")))
                .contains(block("drl"));
    }

    @Test
    void theTwoCommands_areTheFirstTwoShellBlocks() throws IOException {
        assertThat(blocks("sh"))
                .startsWith(
                        "mvn -q -B -DskipTests -pl samples/quickstart -am package"
                                + " && java -jar samples/quickstart/target/quickstart.jar",
                        "mvn -B verify");
    }

    @Test
    void everyLinkIntoTheSources_leadsSomewhere() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        var links = java.util.regex.Pattern.compile("]\\(([^)#:]+)\\)").matcher(readme);
        while (links.find()) {
            assertThat(ROOT.resolve(links.group(1))).exists();
        }
    }

    private static int index(List<String> lines, String marker) {
        int index = lines.stream().map(String::strip).toList().indexOf(marker);
        assertThat(index).as(marker).isNotNegative();
        return index;
    }

    private static String block(String language) throws IOException {
        List<String> blocks = blocks(language);
        assertThat(blocks).as("blocks of " + language).hasSize(1);
        return blocks.get(0);
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        List<String> current = null;
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
            if (current == null) {
                current = line.equals("```" + language) ? new ArrayList<>() : null;
            } else if (line.equals("```")) {
                blocks.add(String.join("\n", current));
                current = null;
            } else {
                current.add(line);
            }
        }
        return blocks;
    }
}
