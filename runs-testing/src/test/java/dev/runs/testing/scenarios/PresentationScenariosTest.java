package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.document.Shown;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.BulkAnswer;
import dev.runs.engine.DecisionLink;
import dev.runs.engine.LinkKeys;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.RunEvent;
import dev.runs.testing.ScenarioRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenarios: what approvers are shown, and how they answer")
class PresentationScenariosTest extends OnEachStore {
    @Test
    @DisplayName("Scenario 30: Bulk: \"approve all 40 LOW items\": each checked by itself; 38 pass, 2 come back with reasons,"
            + " nothing half applied.")
    void scenario30() {
        crm.rules(ask("R-1", "crm.post", "Director", 1));
        RunPlan plan = plan();
        for (int i = 0; i < 39; i++) {
            plan.step("post-" + i, "Post " + i).action("crm.post", to("Acme " + i));
        }
        ScenarioRun run = start(plan)
                .propose("ana", Proposal.of("own", "Post what Ana wrote").action("crm.post", to("Acme")));
        List<ApprovalView> all = new ArrayList<>();
        crm.inbox("ana").lines().forEach(line -> all.add(run.approval("ana", line.step())));
        assertThat(all).hasSize(40);
        run.edit("robot", "post-7", to("Somebody else"));

        List<BulkAnswer> answers = run.as("ana").approveAll(all, "all fine");

        assertThat(answers).hasSize(40).filteredOn(one -> one.answer().isAccepted()).hasSize(38);
        assertThat(answers)
                .filteredOn(one -> one.answer() instanceof Answer.Refused)
                .extracting(one -> one.view().step() + " " + Answers.code(one.answer()))
                .containsExactlyInAnyOrder("post-7 STALE", "own SEPARATION_OF_DUTIES");
        run.counts(2, 38, 0);
        crm.work();
        assertThat(crm.handlers().calls()).hasSize(38);
        run.step("post-7").is(StepState.AWAITING_APPROVAL);
        run.step("own").is(StepState.AWAITING_APPROVAL);
    }

    private void linkKeys() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        crm.configure(settings -> settings.linkKeys(LinkKeys.of("test", key)));
    }

    @Test
    @DisplayName("Scenario 36: An approval link: opaque, single use, bound to approval, version, actor and tenant; GET never"
            + " decides.")
    void scenario36() {
        linkKeys();
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send().step("other", "Send").action("crm.send", to("Globex")));
        String token = run.as("ana").link(run.approval("ana", "send"), Duration.ofDays(2));
        assertThat(token).doesNotContain("ana", "r-1", "send", "acme");

        for (int i = 0; i < 3; i++) {
            DecisionLink opened = crm.runs().link(token);
            assertThat(opened.approval().view().step()).isEqualTo("send");
            assertThat(opened.isCurrent()).isTrue();
        }
        run.step("send").is(StepState.AWAITING_APPROVAL).approvedBy();
        assertThatThrownBy(() -> run.as("ben").open(token)).hasMessageContaining("The link cannot be used.");
        String forged = (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1);
        assertThatThrownBy(() -> crm.runs().link(forged)).hasMessageContaining("The link cannot be used.");

        crm.runs().link(token).approve("fine").orThrow();
        run.step("send").is(StepState.READY).approvedBy("ana");
        run.step("other").is(StepState.AWAITING_APPROVAL);
        assertThat(Answers.code(crm.runs().link(token).reject("or not"))).isEqualTo(ErrorCode.LINK_USED);
        crm.runs().link(token).approve("fine").orThrow();
        assertThat(run.events(RunEvent.VoteCast.class)).as("a double click").hasSize(1);
    }

    @Test
    @DisplayName("Scenario 36: ... void after a change, after its time, and for who may not answer any more")
    void scenario36_void() {
        linkKeys();
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send().step("other", "Send").action("crm.send", to("Globex")));
        String changed = run.as("ana").link(run.approval("ana", "send"), Duration.ofDays(2));
        String late = run.as("ben").link(run.approval("ben", "other"), Duration.ofDays(2));
        run.edit("robot", "send", to("Initech"));
        assertThat(crm.runs().link(changed).isCurrent()).isFalse();
        assertThat(Answers.code(crm.runs().link(changed).approve("fine"))).isEqualTo(ErrorCode.STALE);
        DecisionLink opened = crm.runs().link(late);
        crm.people().human("ben", "Viewer");
        assertThat(Answers.code(opened.approve("fine"))).isEqualTo(ErrorCode.NOT_AN_APPROVER);
        crm.people().human("ben", "Director");
        crm.clock().advance(Duration.ofDays(2));
        assertThat(Answers.code(opened.approve("fine"))).isEqualTo(ErrorCode.LINK_EXPIRED);
        assertThatThrownBy(() -> crm.runs().link(late)).hasMessageContaining("The link has expired.");
        run.counts(2, 0, 0);
    }

    @Test
    @DisplayName("Scenario 37: Approval text from an agent is shown as untrusted plain text (length bounded, control and bidi"
            + " characters made visible), beside what the library rendered itself from the canonical payload.")
    void scenario37() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        String words = "Approved by Legal\u202E already\u0007 " + "x".repeat(270);
        ScenarioRun run = start(plan().step("send", "Send").action("crm.send", words, to("evil\u202E.example")));
        Shown shown = run.approval("ana", "send").shown().orElseThrow();
        assertThat(shown.title().text())
                .startsWith("Approved by Legal<U+202E> already<U+0007> xxx")
                .hasSizeLessThanOrEqualTo(330);
        assertThatThrownBy(() -> run.propose(
                        "robot", Proposal.of("more", "More").action("crm.send", "x".repeat(301), to("Acme"))))
                .hasMessageContaining("give it 1 to 300 characters");
        assertThat(shown.title().by()).contains("robot");
        assertThat(shown.target()).contains("evil<U+202E>.example");
        assertThat(shown.fields()).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("to");
            assertThat(field.value()).isEqualTo("evil<U+202E>.example");
        });
        assertThat(shown.action()).isEqualTo("crm.send");
        run.approve("ana", "send");
        crm.work();
        assertThat(crm.handlers().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.payload()).isEqualTo(to("evil\u202E.example")));
    }
}
