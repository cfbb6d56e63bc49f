package dev.runs.samples.approvallog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runs.rules.RulePack;
import dev.runs.storage.InMemoryRunStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two real logs, which are not part of this repository. They are looked for in {@code approval-logs} of the folder that
 * the system property {@code runs.data} names, or of {@code shared/data} beside the repository.
 */
class RealLogsTest {
    @Test
    void domesticDeclarations_agreeWithTheOracleInEveryCase() throws IOException {
        Path log = log("DomesticDeclarations.xes.gz");
        Replay replay = replay(log);
        Totals totals = replay.totals();

        assertThat(totals.count()).isEqualTo(10_500);
        assertThat(totals.ended(Ending.APPROVED)).isEqualTo(10_042);
        assertThat(totals.ended(Ending.REJECTED)).isEqualTo(323);
        assertThat(totals.ended(Ending.NEW)).isEqualTo(135);
        assertThat(totals.cases(Fact.RESUBMITTED)).isEqualTo(1_019);
        assertThat(totals.cases(Fact.REVERSED)).isEqualTo(85);
        assertThat(totals.times(Fact.REVOKED)).isEqualTo(86);
        assertThat(totals.times(Fact.OBJECTED)).isEqualTo(3);
        assertThat(totals.cases(Fact.ASKED_UNAPPROVED)).isEqualTo(2);
        assertThat(totals.cases(Fact.HELD_BACK)).isEqualTo(2);
        assertThat(totals.times(Fact.PAID)).isEqualTo(10_045);
        assertThat(replay.desk().payments()).isEqualTo(10_045);
        assertThat(totals.stages())
                .isEqualTo(Map.of(
                        "ADMINISTRATION", new StageCounts(9_155, 8_202, 952),
                        "PRE_APPROVER", new StageCounts(772, 685, 87),
                        "BUDGET OWNER", new StageCounts(2_879, 2_820, 59),
                        "SUPERVISOR", new StageCounts(10_432, 10_131, 294)));
        assertThat(totals.times(Fact.SUBMITTED)).isEqualTo(11_531);
        assertThat(totals.times(Fact.RECALLED)).isEqualTo(7);
        assertThat(totals.times(Fact.COMPENSATION)).isEqualTo(3);
        assertThat(totals.imports()).isEqualTo(Map.of("MISSING", 91, "UNDEFINED", 20_084));
        assertEqualToTheOracle(log, replay);
    }

    @Test
    void requestForPayment_agreesWithTheOracleInEveryCase() throws IOException {
        Path log = log("RequestForPayment.xes.gz");
        Replay replay = replay(log);
        Totals totals = replay.totals();

        assertThat(totals.count()).isEqualTo(6_886);
        assertThat(totals.ended(Ending.APPROVED)).isEqualTo(6_319);
        assertThat(totals.ended(Ending.REJECTED)).isEqualTo(494);
        assertThat(totals.ended(Ending.NEW)).isEqualTo(72);
        assertThat(totals.ended(Ending.PARTLY)).isEqualTo(1);
        assertThat(totals.cases(Fact.RESUBMITTED)).isEqualTo(611);
        assertThat(totals.cases(Fact.REVERSED)).isEqualTo(63);
        assertThat(totals.times(Fact.SUBMITTED_AGAIN)).isEqualTo(2);
        assertThat(totals.times(Fact.ENDORSED_LATE)).isEqualTo(1);
        assertThat(totals.cases(Fact.HELD_BACK)).isZero();
        assertThat(totals.times(Fact.PAID)).isEqualTo(6_308);
        assertThat(totals.stages())
                .isEqualTo(Map.of(
                        "ADMINISTRATION", new StageCounts(6_326, 5_489, 836),
                        "PRE_APPROVER", new StageCounts(464, 413, 51),
                        "BUDGET OWNER", new StageCounts(2_062, 2_015, 47),
                        "SUPERVISOR", new StageCounts(6_567, 6_383, 179),
                        "DIRECTOR", new StageCounts(41, 41, 0)));
        assertThat(totals.times(Fact.SUBMITTED)).isEqualTo(7_504);
        assertThat(totals.times(Fact.RECALLED)).isEqualTo(3);
        assertThat(totals.times(Fact.REVOKED)).isEqualTo(65);
        assertThat(totals.times(Fact.OBJECTED)).isEqualTo(1);
        assertThat(totals.times(Fact.COMPENSATION)).isEqualTo(1);
        assertThat(totals.imports()).isEqualTo(Map.of("MISSING", 66, "UNDEFINED", 12_610));
        assertEqualToTheOracle(log, replay);
    }

    private static void assertEqualToTheOracle(Path log, Replay replay) throws IOException {
        Oracle oracle = Oracle.read(Oracle.beside(log).orElseThrow());
        assertThat(Comparison.of(replay.cases(), oracle, true).differences()).isEmpty();
        assertThat(replay.totals().refusals()).isEmpty();
        assertThat(replay.totals().unknown()).isEmpty();
    }

    private static Replay replay(Path log) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (RulePack rules = RulesOfTheLog.load(Optional.empty());
                XesReader reader = XesReader.open(log)) {
            return Replay.of(reader, new InMemoryRunStore(), rules, Integer.MAX_VALUE, Progress.on(nowhere, false));
        }
    }

    private static Path log(String name) {
        Optional<Path> data = Optional.ofNullable(System.getProperty("runs.data"))
                .map(Path::of)
                .or(RealLogsTest::dataBesideTheRepository)
                .map(folder -> folder.resolve("approval-logs").resolve(name));
        assumeTrue(
                data.filter(Files::isReadable).isPresent(),
                "no approval-logs/" + name + " in the folder of -Druns.data or in ../shared/data");
        return data.orElseThrow();
    }

    private static Optional<Path> dataBesideTheRepository() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
