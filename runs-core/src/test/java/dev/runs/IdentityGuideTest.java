package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.access.AccessPolicy;
import dev.runs.actor.Actor;
import dev.runs.actor.Delegation;
import dev.runs.actor.Directory;
import dev.runs.actor.Identity;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.DecisionLink;
import dev.runs.engine.LinkKeys;
import dev.runs.kit.Crm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("docs/guide/identity.md")
class IdentityGuideTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private final Actor ana = crm.ana;
    private final byte[] secret = new byte[32];

    @Test
    void directory() {
        Actor ben = crm.ben;
        Instant monday = crm.clock.instant();
        Instant saturday = monday.plus(Duration.ofDays(5));
        Directory people = Identity.directory()
                .add(ana)
                .add(ben)
                .manager("acme", "ben", "ana")
                .delegate("acme", new Delegation("ana", "ben", monday, saturday));
        assertThat(people.delegations("acme", "ben")).hasSize(1);
    }

    @Test
    void accessAndLinks() {
        Runs.Builder builder = crm.process();
        builder.access(AccessPolicy.standard()
                .contributors("Deal desk")
                .auditors("Compliance")
                .administrators("CRM administrator"));
        builder.linkKeys(LinkKeys.of("2026-03", secret)); // 32 random bytes
        Runs runs = builder.build();
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String run = runs.as(crm.agent).start(crm.promotion()).id();
        ApprovalView seen = runs.as(ana).approval(run, "promote");
        String token = runs.as(ana).link(seen, Duration.ofDays(3));
        DecisionLink link = runs.link(token); // shows, and decides nothing
        Answer answer = link.approve("Quote is cleared"); // when the button is pressed
        assertThat(answer.isAccepted()).isTrue();
    }

    @Test
    @DisplayName("the code of the guide is the code of this test")
    void codeOfTheGuide() throws IOException {
        String here = joined(Files.readString(Path.of("src", "test", "java", "dev", "runs", "IdentityGuideTest.java")));
        Matcher block = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "guide", "identity.md")));
        int lines = 0;
        while (block.find()) {
            for (String line : block.group(1).lines().toList()) {
                lines++;
                assertThat(here).contains(joined(line));
            }
        }
        assertThat(lines).isEqualTo(13);
    }

    private static String joined(String code) {
        return String.join(" ", code.lines().map(String::strip).toList()).strip();
    }
}
