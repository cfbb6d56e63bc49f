package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What forms and pages need: names of people, fields of payloads, pages of a history")
class PeopleAndFormsTest {
    private final Host host = new Host();
    private final String run = host.advocacy();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void people_areCalledByName_withTheirIdsBesideIt() {
        host.people.name(Host.TENANT, "dora", "Dora Haas").name(Host.TENANT, "olga", "Olga Berg");
        host.people.name("globex", "dora", "Dora of another tenant");
        assertThat(host.get(host.dora, "me").body()).containsEntry("id", "dora").containsEntry("name", "Dora Haas");
        assertThat(host.get(host.dan, "me").body()).containsEntry("name", "dan");
        Map<String, @Nullable Object> step =
                host.get(host.dora, "runs", run, "steps", "promote").body();
        assertThat(step)
                .containsEntry("requester", "advocacy-agent for Olga Berg")
                .containsEntry("requesterId", "advocacy-agent for olga");
        host.post(host.dora, Map.of(), host.etag(run, "promote"), "runs", run, "steps", "promote", "approval", "claim");
        assertThat(host.get(host.dora, "inbox").json())
                .contains("\"claimedBy\":\"Dora Haas\",\"claimedById\":\"dora\"");
        assertThat(host.get(host.dan, "runs", run, "steps", "promote", "approval")
                        .json())
                .contains("\"by\":\"Dora Haas\",\"byId\":\"dora\"")
                .contains("\"untrusted\":{\"by\":\"advocacy-agent for Olga Berg\"");
        assertThat(host.get(host.dora, "runs", run, "history").json())
                .contains("\"who\":\"Dora Haas\",\"whoId\":\"dora\"")
                .contains("is with Dora Haas now");
        assertThat(host.get(host.auditor, "runs", run, "export").json()).doesNotContain("Dora Haas");
    }

    @Test
    void aPayload_hasItsFieldsForAForm_exceptForWhoMayNotSeeIt() {
        assertThat(host.get(host.dora, "runs", run, "steps", "promote").json())
                .contains("\"inputs\":[{\"choices\":[],\"kind\":\"TEXT\",\"label\":\"Customer\",\"name\":\"customer\","
                        + "\"required\":false},{\"choices\":[],\"kind\":\"TEXT\",\"label\":\"Quote\",\"name\":\"quote\","
                        + "\"required\":false}]");
        assertThat(host.get(host.stranger, "runs", run, "steps", "promote").json())
                .contains("\"inputs\":[]");
    }

    @Test
    void whoCanBeReplaced_isSaidWithTheKeyUnderWhichThatIsDone() {
        assertThat(host.get(host.dora, "runs", run, "steps", "promote", "approval")
                        .json())
                .contains("\"asked\":[{\"code\":\"" + Host.DIRECTOR + "\",\"text\":\"" + Host.DIRECTOR + "\"}]");
        host.post(
                host.dora,
                Map.of("reason", "no"),
                host.etag(run, "promote"),
                "runs",
                run,
                "steps",
                "promote",
                "approval",
                "reject");
        assertThat(host.get(host.dora, "runs", run, "steps", "promote", "approval")
                        .json())
                .contains("\"asked\":[]");
    }

    @Test
    void aHistory_canBeReadForthAndBack() {
        for (String newest : List.of("true", "false")) {
            List<String> forth = new ArrayList<>();
            Map<String, @Nullable Object> page = page(newest, Optional.empty());
            forth.add(String.valueOf(page.get("rows")));
            assertThat(page).containsEntry("previous", null);
            while (page.get("next") instanceof String next) {
                page = page(newest, Optional.of(next));
                forth.add(String.valueOf(page.get("rows")));
            }
            assertThat(forth).hasSizeGreaterThan(3).doesNotHaveDuplicates();
            List<String> back = new ArrayList<>();
            back.add(String.valueOf(page.get("rows")));
            while (page.get("previous") instanceof String previous) {
                page = page(newest, Optional.of(previous));
                back.add(0, String.valueOf(page.get("rows")));
            }
            assertThat(back).isEqualTo(forth);
        }
    }

    private Map<String, @Nullable Object> page(String newest, Optional<String> after) {
        ApiRequest request = ApiRequest.get(host.dora, "runs", run, "history")
                .with("newest", newest)
                .with("limit", "3");
        return host.answer(after.map(cursor -> request.with("after", cursor)).orElse(request))
                .body();
    }
}
