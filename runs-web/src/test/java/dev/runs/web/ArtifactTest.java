package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Files, roadmap links and the names in a lineage")
class ArtifactTest {
    private final Host host = new Host();

    @AfterEach
    void close() {
        host.close();
    }

    private String done() {
        String run = host.advocacy();
        ApiAnswer approval = host.get(host.dora, "runs", run, "steps", "promote", "approval");
        String etag = approval.etag().orElseThrow();
        String[] path = {"runs", run, "steps", "promote", "approval", "approve"};
        assertThat(host.post(host.dora, Map.of("reason", "ok"), etag, path).status())
                .isEqualTo(200);
        host.runs.worker().runReady(Host.TENANT, run);
        return run;
    }

    private static Map<?, ?> only(ApiAnswer answer) {
        List<?> rows = (List<?>) answer.body().get("rows");
        assertThat(rows).hasSize(1);
        return SchemaCheck.map(rows.get(0));
    }

    @Test
    void files_sayWhatWhereAndByWhichStep() {
        String run = done();
        Map<?, ?> file = only(host.get(host.dora, "files"));
        assertThat(file.get("node")).isEqualTo(Map.of("kind", "file", "id", "file-1"));
        assertThat(file.get("title")).isEqualTo("Nomination package");
        assertThat(file.get("location")).isEqualTo("crm:/1");
        assertThat(file.get("mediaType")).isEqualTo("application/pdf");
        assertThat(file.get("run")).isEqualTo(run);
        assertThat(file.get("step")).isEqualTo("draft");
        assertThat(SchemaCheck.map(file.get("at")).get("at")).isEqualTo("2026-03-02T09:00:00Z");
    }

    @Test
    void roadmap_saysTheSameOfLinks() {
        done();
        Map<?, ?> link = only(host.get(host.dora, "roadmap"));
        assertThat(link.get("id")).isEqualTo("roadmap-12");
        assertThat(link.get("title")).isEqualTo("Bulk export API");
        assertThat(link.get("location")).isNull();
    }

    @Test
    void words_areForThoseWhoMayReadThem_andNothingIsForAnotherTenant() {
        done();
        Map<?, ?> file = only(host.get(host.stranger, "files"));
        assertThat(file.get("title")).isEqualTo("not for you to see");
        assertThat(file.get("runTitle")).isEqualTo("not for you to see");
        assertThat(file.get("location")).isNull();
        for (String list : List.of("files", "roadmap")) {
            assertThat(host.get(host.foreigner, list).body().get("rows")).isEqualTo(List.of());
        }
    }

    @Test
    void cursorOfTheOtherList_isRefused() {
        host.another(1);
        host.another(2);
        ApiAnswer first = host.answer(ApiRequest.get(host.dora, "files").with("limit", "1"));
        String next = String.valueOf(first.body().get("next"));
        assertThat(next).isNotEqualTo("null");
        assertThat(host.answer(ApiRequest.get(host.dora, "files").with("after", next))
                        .status())
                .isEqualTo(200);
        assertThat(host.answer(ApiRequest.get(host.dora, "roadmap").with("after", next))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void lineage_namesWhatItReaches_forThoseWhoMayReadThem() {
        String run = done();
        ApiAnswer lineage = host.get(host.dora, "lineage", "file", "file-1");
        assertThat(lineage.body().get("named")).isEqualTo(true);
        Map<?, ?> file = SchemaCheck.map(((List<?>) lineage.body().get("nodes")).get(0));
        assertThat(file.get("title")).isEqualTo("Nomination package");
        assertThat(file.get("run")).isEqualTo(run);
        assertThat(file.get("step")).isEqualTo("draft");
        assertThat((List<?>) lineage.body().get("edges"))
                .anyMatch(edge -> "was followed by".equals(SchemaCheck.map(edge).get("words"))
                        && "followed".equals(SchemaCheck.map(edge).get("relation")));

        List<?> hidden = (List<?>)
                host.get(host.stranger, "lineage", "file", "file-1").body().get("nodes");
        assertThat(hidden).allMatch(node -> SchemaCheck.map(node).get("title") == null);
        assertThat(hidden)
                .anyMatch(node -> "meeting".equals(SchemaCheck.map(node).get("kind")));
    }
}
