package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.actor.Actor;
import dev.runs.engine.Answer;
import dev.runs.engine.DecisionLink;
import dev.runs.engine.LinkKeys;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.run.Vote;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("scenario 36: links by which one person decides once")
class DecisionLinkTest {
    private static final String FIX = "\nFix: sign in and look for the question in the inbox";
    private static final String INVALID = "RUNS-LINK-001 The link cannot be used." + FIX;
    private static final Duration WEEK = Duration.ofDays(7);

    @RegisterExtension
    final Crm crm = new Crm();

    private final LinkKeys keys = LinkKeys.of("k1", key(1));
    private final Runs runs = crm.process().linkKeys(keys).build();
    private String run;

    private static byte[] key(int with) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) with);
        return key;
    }

    @BeforeEach
    void ask() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        run = crm.start(crm.promotion());
    }

    private String token(Actor who) {
        return runs.as(who).link(runs.as(who).approval(run, "promote"), WEEK);
    }

    private static ErrorCode code(Answer answer) {
        return ((Answer.Refused) answer).refusal().code();
    }

    @Test
    @DisplayName("opening it decides nothing, however often")
    void opening_decidesNothing() {
        long version = crm.run(run).version();
        DecisionLink link = runs.link(token(crm.ana));
        for (int i = 0; i < 3; i++) {
            assertThat(link.approval().title()).isEqualTo("Promote Acme");
            assertThat(link.isCurrent()).isTrue();
        }
        assertThat(link.tenant()).isEqualTo(Crm.TENANT);
        assertThat(link.actor()).isEqualTo("ana");
        assertThat(link.expires()).isEqualTo(crm.clock.instant().plus(WEEK));
        assertThat(link).hasToString("DecisionLink");
        assertThat(crm.run(run).version()).isEqualTo(version);
    }

    @Test
    @DisplayName("a double click is one vote with the same answer; another answer by the same link is refused")
    void used_once() {
        String token = token(crm.ana);
        Answer first = runs.link(token).approve("fine");
        Answer again = runs.link(token).approve("fine");
        assertThat(again).isEqualTo(first);
        assertThat(crm.run(run)
                        .step("promote")
                        .orElseThrow()
                        .lastRound()
                        .orElseThrow()
                        .votes())
                .singleElement()
                .satisfies(vote -> {
                    assertThat(vote.voter().id()).isEqualTo("ana");
                    assertThat(vote.choice()).isEqualTo(Vote.Choice.APPROVE);
                });
        Answer other = runs.link(token).reject("no");
        assertThat(code(other)).isEqualTo(ErrorCode.LINK_USED);
        assertThatThrownBy(other::orThrow)
                .hasMessage("RUNS-LINK-003 The link was used already, for another answer."
                        + "\nFix: sign in to see what was decided, and to change it if that is still possible");
    }

    @Test
    void reject_needsAReason() {
        String token = token(crm.ana);
        assertThat(code(runs.link(token).reject(" "))).isEqualTo(ErrorCode.REASON_MISSING);
        runs.link(token).reject("wrong customer").orThrow();
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.REJECTED);
    }

    @Test
    @DisplayName("after a change it is refused, and says what is true now")
    void changed_isRefused() {
        String token = token(crm.ana);
        crm.as(crm.agent)
                .edit(crm.as(crm.agent).step(run, "promote"), Crm.payload("Globex"), "typo")
                .orThrow();
        DecisionLink link = runs.link(token);
        assertThat(link.isCurrent()).isFalse();
        assertThat(link.approval().payload()).contains(Crm.payload("Globex"));
        Answer answer = link.approve("fine");
        assertThat(code(answer)).isEqualTo(ErrorCode.STALE);
        assertThat(((Answer.Refused) answer).refusal().current()).isPresent();
    }

    @Test
    @DisplayName("who they are and what they may is asked when it is used")
    void roleLost_isRefused() {
        String token = token(crm.ana);
        crm.people.add(Actor.human(Crm.TENANT, "ana"));
        assertThat(code(runs.link(token).approve("fine"))).isEqualTo(ErrorCode.NOT_AN_APPROVER);
        crm.people.remove(crm.ana);
        assertThat(code(runs.link(token).approve("fine"))).isEqualTo(ErrorCode.UNKNOWN_ACTOR);
    }

    @Test
    void expired_isRefused() {
        String token = token(crm.ana);
        DecisionLink open = runs.link(token);
        crm.clock.advance(WEEK);
        assertThatThrownBy(() -> runs.link(token)).hasMessage("RUNS-LINK-002 The link has expired." + FIX);
        assertThat(code(open.approve("fine"))).isEqualTo(ErrorCode.LINK_EXPIRED);
    }

    @Test
    @DisplayName("nobody can change one or make one up, and all that is said is that it cannot be used")
    void tampered_isInvalid() {
        String token = token(crm.ana);
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String other = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThatThrownBy(() -> runs.link(other)).as("byte %s", i).hasMessage(INVALID);
            byte[] cut = Arrays.copyOf(bytes, i);
            String shorter = Base64.getUrlEncoder().withoutPadding().encodeToString(cut);
            assertThatThrownBy(() -> runs.link(shorter)).as("cut at %s", i).hasMessage(INVALID);
        }
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            String other = Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
            assertThatThrownBy(() -> runs.link(other)).as("seed %s", seed).hasMessage(INVALID);
        }
        assertThatThrownBy(() -> runs.link("not a link!")).hasMessage(INVALID);
        assertThatThrownBy(() -> runs.link("x".repeat(100_000))).hasMessage(INVALID);
    }

    @Test
    @DisplayName("whoever signs in opens only their own, and nobody one of another tenant")
    void ofSomebodyElse_isInvalid() {
        String token = token(crm.ana);
        assertThat(runs.as(crm.ana).open(token).actor()).isEqualTo("ana");
        assertThatThrownBy(() -> runs.as(crm.ben).open(token)).hasMessage(INVALID);
        Actor foreigner = crm.people.add(Actor.human("globex", "ana", Crm.DIRECTOR_ROLE));
        assertThatThrownBy(() -> runs.as(foreigner).open(token)).hasMessage(INVALID);
    }

    @Test
    @DisplayName("it says nothing to whoever reads it, and no two are alike")
    void opaque() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            tokens.add(token(crm.ana));
        }
        assertThat(tokens).hasSize(100).allSatisfy(token -> {
            assertThat(token).matches("[A-Za-z0-9_-]+");
            assertThat(new String(Base64.getUrlDecoder().decode(token), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("ana", run, "promote", Crm.TENANT);
        });
    }

    @Test
    @DisplayName("keys are exchanged one after another; a link of one that is gone is none")
    void keys_areExchanged() {
        String old = token(crm.ana);
        Runs both = crm.process().linkKeys(keys.newer("k2", key(2))).build();
        Runs later = crm.process().linkKeys(LinkKeys.of("k2", key(2))).build();
        Runs impostor = crm.process().linkKeys(LinkKeys.of("k1", key(3))).build();
        assertThat(both.link(old).actor()).isEqualTo("ana");
        assertThatThrownBy(() -> later.link(old)).hasMessage(INVALID);
        assertThatThrownBy(() -> impostor.link(old)).hasMessage(INVALID);
        String fresh = both.as(crm.ana).link(both.as(crm.ana).approval(run, "promote"), WEEK);
        assertThat(later.link(fresh).actor()).isEqualTo("ana");
        assertThatThrownBy(() -> runs.link(fresh)).hasMessage(INVALID);
    }

    @Test
    void whatCannotBe_isSaid() {
        assertThatThrownBy(() -> crm.as(crm.ana).link(crm.as(crm.ana).approval(run, "promote"), WEEK))
                .hasMessage("RUNS-CONFIG-001 Runs.builder() has no keys for decision links."
                        + "\nFix: call linkKeys(LinkKeys.of(\"2026-03\", thirtyTwoSecretBytes))");
        assertThatThrownBy(() -> crm.runs().link("x")).hasMessageStartingWith("RUNS-CONFIG-001");
        Actor stranger = crm.people.add(Actor.human(Crm.TENANT, "stranger"));
        assertThatThrownBy(() -> runs.as(stranger).link(runs.as(crm.ana).approval(run, "promote"), WEEK))
                .hasMessageStartingWith("RUNS-REFUSED-001 There is no approval of step 'promote'");
        assertThatThrownBy(() -> runs.as(crm.ana).link(runs.as(crm.ana).approval(run, "promote"), Duration.ZERO))
                .hasMessage("a link is valid for more than nothing and at most PT720H, not for PT0S");
        assertThatThrownBy(() -> LinkKeys.of("k", new byte[16])).hasMessage("key 'k' has 16 bytes; it must have 32");
        assertThatThrownBy(() -> LinkKeys.of(" ", key(1)))
                .hasMessage("the name of a key has 1 to 32 characters, and ' ' has not");
        assertThatThrownBy(() -> keys.newer("k1", key(2))).hasMessage("there is a key 'k1' already");
        assertThat(keys).hasToString("LinkKeys[k1]");
    }
}
