package dev.runs.benchmarks;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One question to the governance pack of the samples, as the engine asks it: loaded before, answered on its threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class GateBenchmark {
    private static final List<String> FILES =
            List.of("pack.yaml", "roles.yaml", "advocacy.drl", "data-export.drl", "discounts.drl", "outbound.drl");

    /** About how many steps the question is. */
    @Param({"1", "100"})
    public int subjects;

    private RulePack pack;
    private GateQuestion question;

    /** Loads the pack. */
    @Setup
    public void load() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : FILES) {
            files.put(name, text("/governance/" + name));
        }
        pack = RulePacks.of("governance", files);
        List<StepFact> facts = new ArrayList<>();
        for (int i = 0; i < subjects; i++) {
            facts.add(i % 2 == 0 ? promotion("customer-" + i) : discount(i * 1_000L));
        }
        question = new GateQuestion(
                "acme", "run-1", GateQuestion.Phase.BINDING, Instant.parse("2026-01-01T00:00:00Z"), facts);
    }

    private static String text(String resource) throws IOException {
        try (InputStream bytes = GateBenchmark.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static StepFact promotion(String customer) {
        return new StepFact(
                "promote",
                "Promote a customer",
                "crm.promote-reference",
                Pattern.EXTERNAL,
                RiskLevel.MEDIUM,
                Optional.of(customer),
                Optional.empty(),
                true);
    }

    private static StepFact discount(long amount) {
        return new StepFact(
                "discount",
                "Offer a discount",
                "crm.offer-discount",
                Pattern.EXTERNAL,
                RiskLevel.MEDIUM,
                Optional.of("customer"),
                Optional.of(BigDecimal.valueOf(amount)),
                true);
    }

    /** Ends the threads of the pack. */
    @TearDown
    public void close() {
        pack.close();
    }

    /** Asks the question. */
    @Benchmark
    public GateAnswers ask() {
        return pack.ask(question);
    }
}
