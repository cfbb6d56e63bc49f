package dev.runs.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineageNodesTest {
    @Test
    void ordinaryIds_stayReadable() {
        assertThat(LineageNodes.step("run-1", "promote")).hasToString("step:run-1/promote");
        assertThat(LineageNodes.approval("run-1", "promote", 2)).hasToString("approval:run-1/promote/2");
        assertThat(LineageNodes.meeting("calls/2026/7")).hasToString("meeting:calls/2026/7");
        assertThat(LineageNodes.rule("sha256:ab", "ADV-001")).hasToString("rule:ADV-001/sha256:ab");
    }

    @Test
    void partsNeverRunIntoEachOther() {
        assertThat(List.of(
                        LineageNodes.step("a/b", "c"),
                        LineageNodes.step("a", "b/c"),
                        LineageNodes.step("a%2Fb", "c"),
                        LineageNodes.step("a", "b%2Fc")))
                .doesNotHaveDuplicates();
    }

    @Test
    void longIds_keepToTheLimitAndApart() {
        String tail = "x".repeat(400);
        assertThat(LineageNodes.step("run", tail + "1").id()).hasSize(200).startsWith("run/xxx");
        assertThat(LineageNodes.step("run", tail + "1")).isNotEqualTo(LineageNodes.step("run", tail + "2"));
        assertThat(LineageNodes.step("run", tail + "1")).isEqualTo(LineageNodes.step("run", tail + "1"));
    }

    @Test
    void noIdCanLookLikeAHashedOne() {
        String hashed = LineageNodes.file("y".repeat(300)).id();
        assertThat(hashed).hasSize(200).contains("#");
        assertThat(LineageNodes.file(hashed)).isNotEqualTo(LineageNodes.file("y".repeat(300)));
        assertThat(LineageNodes.rule("p", "#none")).isNotEqualTo(LineageNodes.noRule("p"));
    }

    @Test
    void controlCharactersAndHalvesOfPairs_areNotPassedOn() {
        assertThat(LineageNodes.file("a\nb")).hasToString("file:a%0Ab");
        String pairs = "\ud83d\ude00".repeat(150);
        String kept = LineageNodes.file(pairs).id();
        assertThat(kept.length()).isLessThanOrEqualTo(200);
        assertThat(kept.substring(0, kept.indexOf('#'))).matches("(\ud83d\ude00)+");
    }
}
