package dev.runs.benchmarks.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.rules.RulePacks;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That each benchmark measures what it says; nothing here is timed. */
@DisplayName("The benchmarks of rule packs")
class GateBenchmarksTest {
    @Test
    void everyQuestion_isAnsweredByTheRules() {
        GateBenchmark benchmark = new GateBenchmark();
        benchmark.rules = 10;
        benchmark.subjects = 20;
        benchmark.load();
        try {
            GateAnswers answers = benchmark.anew();
            assertThat(benchmark.again().answers()).isEqualTo(benchmark.again().answers());
            assertThat(answers.answers()).hasSize(20);
            assertThat(answers.answers()).flatExtracting(GateAnswer::faults).isEmpty();
            assertThat(answers.answers())
                    .allSatisfy(answer -> assertThat(answer.findings()).isNotEmpty());
        } finally {
            benchmark.close();
        }
    }

    @Test
    void theFirstQuestion_isAnswered() {
        FirstQuestionBenchmark benchmark = new FirstQuestionBenchmark();
        benchmark.rules = 10;
        FirstQuestionBenchmark.Loaded loaded = new FirstQuestionBenchmark.Loaded();
        loaded.load(benchmark);
        try {
            assertThat(benchmark.ask(loaded).answers()).hasSize(1);
        } finally {
            loaded.close();
        }
    }

    @Test
    void aThousandRules_areAPackWithoutAMistake() {
        assertThat(RulePacks.check(GeneratedPack.files(1_000)).problems()).isEmpty();
        assertThat(RulePacks.check(GeneratedPack.files(1_000)).rules()).isEqualTo(1_000);
    }
}
