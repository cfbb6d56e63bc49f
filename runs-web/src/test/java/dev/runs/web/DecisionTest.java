package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.content.CanonicalJson;
import dev.runs.graph.StepState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Decisions")
class DecisionTest {
    private final Host host = new Host();
    private final String run = host.advocacy();

    @AfterEach
    void close() {
        host.close();
    }

    private ApiAnswer decide(Actor actor, String etag, String verb, Map<String, ?> body) {
        return host.post(actor, body, etag, "runs", run, "steps", "promote", "approval", verb);
    }

    private ApiAnswer change(Actor actor, String etag, String verb, Map<String, ?> body) {
        return host.post(actor, body, etag, "runs", run, "steps", "promote", verb);
    }

    private String etag() {
        return host.etag(run, "promote");
    }

    private StepState state(String step) {
        return host.step(run, step).state();
    }

    @Test
    void approved_isExecuted() {
        ApiAnswer approval = host.get(host.dora, "runs", run, "steps", "promote", "approval");
        ApiAnswer approved =
                decide(host.dora, approval.etag().orElseThrow(), "approve", Map.of("reason", "Cleared by legal"));
        assertThat(approved.toString()).isEqualTo("200 {\"run\":\"run-advocacy-nomination\",\"version\":20}");
        assertThat(state("promote")).isEqualTo(StepState.READY);
        host.runs.worker().runReady(Host.TENANT, run);
        assertThat(state("promote")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    void rejected_reshapesTheGraph() {
        assertThat(host.get(host.dora, "runs", run, "graph").json())
                .contains("\"condition\":{\"code\":\"REJECTED\",\"text\":\"When rejected\"},\"from\":\"promote\","
                        + "\"standing\":{\"code\":\"OPEN\",\"text\":\"Not yet\"},\"to\":\"case-study\"");
        decide(host.dora, etag(), "reject", Map.of("reason", "Not now"));
        assertThat(host.get(host.dora, "runs", run, "graph").json())
                .contains("\"condition\":{\"code\":\"REJECTED\",\"text\":\"When rejected\"},\"from\":\"promote\","
                        + "\"standing\":{\"code\":\"TRUE\",\"text\":\"Holds\"},\"to\":\"case-study\"");
    }

    @Test
    void stale_isRefusedWithHowItStands() {
        String seen = etag();
        change(host.olga, seen, "edit", Map.of("payload", Map.of("customer", "Beta"), "reason", "Wrong customer"));
        ApiAnswer stale = decide(host.dora, seen, "approve", Map.of());
        assertThat(stale.toString())
                .isEqualTo("412 {\"code\":\"RUNS-REFUSED-003\","
                        + "\"current\":{\"etag\":\"\\\"22:2\\\"\",\"round\":2,\"roundState\":\"OPEN\","
                        + "\"state\":\"AWAITING_APPROVAL\",\"version\":22},"
                        + "\"detail\":\"Step 'promote', round 1 was superseded. Round 2 asks now.\",\"field\":null,\"fix\":\"look at it again and decide on what you see then\","
                        + "\"others\":[],\"status\":412,\"title\":\"Stale\",\"type\":\"urn:runs:RUNS-REFUSED-003\"}");
        assertThat(state("promote")).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(decide(host.dora, etag(), "approve", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void withoutIfMatch_isRefused() {
        ApiRequest request = ApiRequest.post(host.dora, "{}", "runs", run, "steps", "promote", "approval", "approve");
        assertThat(host.answer(request).toString())
                .isEqualTo("428 {\"code\":\"RUNS-WEB-007\",\"current\":null,"
                        + "\"detail\":\"It is not said what was looked at.\",\"field\":\"If-Match\","
                        + "\"fix\":\"send the ETag with which the step or its approval was answered, such as If-Match:"
                        + " \\\"12:1\\\"\",\"others\":[],\"status\":428,\"title\":\"If-Match is missing\","
                        + "\"type\":\"urn:runs:RUNS-WEB-007\"}");
    }

    @Test
    void ofAnotherVersion_neverCounts() {
        for (String etag : List.of("\"1:1\"", "\"17:0\"", "\"17:2\"", "\"999999999999999999:1\"")) {
            assertThat(decide(host.dora, etag, "approve", Map.of()).status())
                    .as(etag)
                    .isIn(409, 412);
        }
        for (String etag : List.of("*", "W/\"17:1\"", "17:1", "\"17:1\", \"18:1\"", "\"-1:1\"", "\"\"", "\"17\"")) {
            ApiAnswer answer = decide(host.dora, etag, "approve", Map.of());
            assertThat(answer.status()).as(etag).isEqualTo(400);
            assertThat(answer.body()).containsEntry("field", "If-Match");
        }
        assertThat(state("promote")).isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    void sentTwiceUnderOneKey_countsOnce() {
        ApiRequest request = ApiRequest.post(
                        host.dora, "{\"reason\":\"Fine\"}", "runs", run, "steps", "promote", "approval", "approve")
                .ifMatch(etag())
                .once("click-1");
        ApiAnswer first = host.answer(request);
        ApiAnswer second = host.answer(request);
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        ApiAnswer withoutKey = decide(host.dora, request.ifMatch().orElseThrow(), "approve", Map.of());
        assertThat(withoutKey.status()).isEqualTo(409);
        assertThat(withoutKey.body()).containsEntry("code", "RUNS-REFUSED-004");
    }

    @Test
    void aKey_isItsActorsOwn_andOfOneCommand() {
        ApiRequest comment = ApiRequest.post(host.dora, "{\"text\":\"Hm\"}", "runs", run, "steps", "promote", "comment")
                .once("key");
        assertThat(host.answer(comment).status()).isEqualTo(200);
        ApiRequest other = ApiRequest.post(host.dora, "{}", "runs", run, "steps", "promote", "approval", "approve")
                .ifMatch(etag())
                .once("key");
        ApiAnswer reused = host.answer(other);
        assertThat(reused.status()).isEqualTo(409);
        assertThat(reused.body()).containsEntry("code", "RUNS-REFUSED-014");
        ApiRequest ofDan = ApiRequest.post(host.dan, "{}", "runs", run, "steps", "promote", "approval", "approve")
                .ifMatch(etag())
                .once("key");
        assertThat(host.answer(ofDan).status()).isEqualTo(200);
    }

    @Test
    void aKeyThatCannotBe_isBadInput() {
        for (String key : List.of("", " ", "k".repeat(201))) {
            ApiRequest request = ApiRequest.post(
                            host.dora, "{\"text\":\"Hm\"}", "runs", run, "steps", "promote", "comment")
                    .once(key);
            ApiAnswer answer = host.answer(request);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).containsEntry("field", "Idempotency-Key");
        }
    }

    @Test
    void aRejectionNeedsAReason() {
        ApiAnswer blank = decide(host.dora, etag(), "reject", Map.of("reason", " "));
        assertThat(blank.status()).isEqualTo(400);
        assertThat(blank.body()).containsEntry("code", "RUNS-REFUSED-012").containsEntry("field", "reason");
        ApiAnswer missing = decide(host.dora, etag(), "reject", Map.of());
        assertThat(missing.body())
                .containsEntry("code", "RUNS-WEB-004")
                .containsEntry("detail", "Field 'reason' is missing.");
    }

    @Test
    void whoAskedMayNotDecide_andItIsWrittenDown() {
        host.people.add(Actor.human(Host.TENANT, "olga", Host.DIRECTOR));
        ApiAnswer answer = decide(host.olga, etag(), "approve", Map.of());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).containsEntry("code", "RUNS-REFUSED-009");
        assertThat(host.get(host.dora, "runs", run, "history").json()).contains("AttemptRefused");
    }

    @Test
    void claimed_isNobodyElsesUntilItIsReleased() {
        assertThat(decide(host.dora, etag(), "claim", Map.of()).status()).isEqualTo(200);
        ApiAnswer claimed = decide(host.dan, etag(), "approve", Map.of());
        assertThat(claimed.status()).isEqualTo(409);
        assertThat(claimed.body()).containsEntry("code", "RUNS-REFUSED-022");
        assertThat(host.get(host.dan, "runs", run, "steps", "promote", "approval")
                        .json())
                .contains("\"claims\":[{\"asked\":\"" + Host.DIRECTOR
                        + "\",\"by\":\"dora\",\"byId\":\"dora\",\"role\":\"" + Host.DIRECTOR + "\"}]");
        assertThat(host.get(host.dan, "inbox").body().get("items")).isEqualTo(List.of());
        assertThat(host.get(host.dora, "inbox").json()).contains("\"claimedBy\":\"dora\"", "\"mine\":true");
        assertThat(decide(host.dora, etag(), "release", Map.of()).status()).isEqualTo(200);
        assertThat(decide(host.dan, etag(), "approve", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void whatIsOffered_isWhatIsDone() {
        for (Actor actor : host.everybody()) {
            ApiAnswer step = host.get(actor, "runs", run, "steps", "promote");
            List<?> actions = (List<?>) step.body().get("actions");
            String verb = "approval/approve";
            int status;
            try (Host another = new Host()) {
                String same = another.advocacy();
                status = another.post(
                                actor,
                                Map.of(),
                                another.etag(same, "promote"),
                                ("runs/" + same + "/steps/promote/" + verb).split("/", -1))
                        .status();
            }
            assertThat(actions.contains("APPROVE")).as(actor.id()).isEqualTo(status == 200);
        }
        assertThat(host.get(host.dora, "runs", run, "steps", "promote").body().get("actions"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly(
                        "APPROVE", "REJECT", "REQUEST_CHANGES", "CLAIM", "DELEGATE", "EDIT", "SKIP", "COMMENT");
        assertThat(host.get(host.auditor, "runs", run, "steps", "promote")
                        .body()
                        .get("actions"))
                .isEqualTo(List.of());
    }

    @Test
    void whoCanApprove_isWarnedBeforeAnEdit() {
        assertThat(host.get(host.dora, "runs", run, "steps", "promote").body().get("warnings"))
                .isEqualTo(List.of("You can decide on this now. If you edit it, somebody else has to: nobody decides on"
                        + " what they wrote."));
        assertThat(host.get(host.olga, "runs", run, "steps", "promote").body().get("warnings"))
                .isEqualTo(List.of());
    }

    @Test
    void theWholeWay_backAndForth() {
        assertThat(decide(host.dora, etag(), "request-changes", Map.of("reason", "Another quote"))
                        .status())
                .isEqualTo(200);
        assertThat(state("promote")).isEqualTo(StepState.CHANGES_REQUESTED);
        assertThat(change(
                                host.olga,
                                etag(),
                                "resubmit",
                                Map.of("payload", Map.of("customer", "Acme", "quote", "Two weeks")))
                        .status())
                .isEqualTo(200);
        assertThat(host.get(host.dora, "runs", run, "steps", "promote").json())
                .contains("\"payload\":{\"customer\":\"Acme\",\"quote\":\"Two weeks\"}");
        assertThat(decide(host.dora, etag(), "approve", Map.of()).status()).isEqualTo(200);
        assertThat(change(host.dora, etag(), "reverse", Map.of("reason", "Wait"))
                        .status())
                .isEqualTo(200);
        assertThat(state("promote")).isEqualTo(StepState.REJECTED);
        assertThat(change(host.olga, etag(), "resubmit", Map.of()).status()).isEqualTo(200);
        assertThat(change(host.olga, etag(), "recall", Map.of()).status()).isEqualTo(200);
        assertThat(change(host.olga, etag(), "resubmit", Map.of()).status()).isEqualTo(200);
        assertThat(decide(host.dan, etag(), "approve", Map.of()).status()).isEqualTo(200);
        host.runs.worker().runReady(Host.TENANT, run);
        assertThat(change(host.dan, etag(), "redo", Map.of("reason", "Once more"))
                        .status())
                .isEqualTo(200);
        assertThat(host.get(host.dan, "runs", run).json()).contains("Do 'promote' again");
    }

    @Test
    void aRunIsHeldLetGoAndCancelled() {
        Map<String, ?> why = Map.of("reason", "Incident");
        assertThat(host.post(host.admin, why, "", "runs", run, "hold").status()).isEqualTo(200);
        ApiAnswer onHold = decide(host.dora, etag(), "approve", Map.of());
        assertThat(onHold.body()).containsEntry("code", "RUNS-REFUSED-021").containsEntry("status", 409L);
        assertThat(host.get(host.dora, "runs", run).json())
                .contains("Nobody is asked while the run is on hold; what was said is kept.");
        assertThat(host.get(host.dora, "runs", run, "steps", "promote", "why").json())
                .contains(
                        "'Promote Acme as a reference candidate' waits until the run is let go on.",
                        "The run is on hold since 2 March 2026, 09:00 UTC, by adam: Incident.");
        assertThat(host.get(host.admin, "runs", run).body().get("actions")).isEqualTo(List.of("LET_GO", "EXPORT"));
        assertThat(host.post(host.admin, why, "", "runs", run, "let-go").status())
                .isEqualTo(200);
        assertThat(host.get(host.admin, "runs", run).body().get("actions"))
                .isEqualTo(List.of("CANCEL", "HOLD", "EXPORT"));
        assertThat(host.post(host.olga, why, "", "runs", run, "cancel").status())
                .isEqualTo(200);
        assertThat(host.get(host.admin, "runs", run).body().get("actions")).isEqualTo(List.of("EXPORT"));
        assertThat(host.post(host.olga, why, "", "runs", run, "cancel").status())
                .isEqualTo(409);
    }

    @Test
    void many_areDecidedEachByItself() {
        String second = host.another(2);
        String third = host.another(3);
        String stale = "\"1:1\"";
        List<Map<String, String>> items = List.of(
                Map.of("run", run, "step", "promote", "etag", etag()),
                Map.of("run", second, "step", "promote", "etag", stale),
                Map.of("run", "no-such-run", "step", "promote", "etag", stale),
                Map.of("run", third, "step", "promote", "etag", host.etag(third, "promote")));
        String body = CanonicalJson.write(Map.of("choice", "approve", "reason", "All fine", "items", items));
        ApiRequest request =
                ApiRequest.post(host.dora, body, "inbox", "decisions").once("bulk");
        ApiAnswer answer = host.answer(request);
        assertThat(statuses(answer)).containsExactly(200L, 412L, 404L, 200L);
        assertThat(statuses(host.answer(request))).containsExactly(200L, 412L, 404L, 200L);
        assertThat(host.step(third, "promote").state()).isEqualTo(StepState.READY);
        assertThat(host.get(host.dora, "inbox", "counts").json())
                .isEqualTo("{\"roles\":[{\"overdue\":0,\"role\":\"" + Host.DIRECTOR + "\",\"waiting\":1}]}");
    }

    private static List<Object> statuses(ApiAnswer answer) {
        return ((List<?>) answer.body().get("answers"))
                .stream().<Object>map(one -> SchemaCheck.map(one).get("status")).toList();
    }

    @Test
    void aLink_showsAndDecidesOnce() {
        String token =
                host.runs.as(host.dora).link(host.runs.as(host.dora).approval(run, "promote"), Duration.ofDays(1));
        ApiRequest look = ApiRequest.get(host.dora, "links", token);
        assertThat(host.answer(look).body()).containsEntry("current", true).containsEntry("actor", "dora");
        assertThat(state("promote")).isEqualTo(StepState.AWAITING_APPROVAL);
        ApiRequest approve = ApiRequest.post(host.dora, "{}", "links", token, "approve");
        assertThat(host.answer(approve).status()).isEqualTo(200);
        assertThat(host.answer(approve).status()).isEqualTo(200);
        assertThat(host.answer(look).body()).containsEntry("current", false);
        ApiAnswer other = host.answer(ApiRequest.post(host.dora, "{\"reason\":\"no\"}", "links", token, "reject"));
        assertThat(other.body()).containsEntry("code", "RUNS-LINK-003").containsEntry("status", 409L);
        host.advance(Duration.ofDays(1));
        assertThat(host.answer(look).body())
                .containsEntry("code", "RUNS-LINK-002")
                .containsEntry("status", 410L);
        ApiAnswer forged = host.get(host.dora, "links", token.substring(1) + "A");
        assertThat(forged.body()).containsEntry("code", "RUNS-LINK-001").containsEntry("status", 404L);
    }

    @Test
    void aRoleThatWasTakenAway_countsAtOnce() {
        String seen = etag();
        host.people.add(Actor.human(Host.TENANT, "dora"));
        assertThat(decide(host.dora, seen, "approve", Map.of()).status()).isEqualTo(404);
        assertThat(Arrays.asList(host.get(host.dora, "inbox").body().get("items")))
                .containsExactly(List.of());
    }
}
