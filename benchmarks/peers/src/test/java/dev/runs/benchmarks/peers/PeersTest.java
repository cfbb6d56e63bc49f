package dev.runs.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.benchmarks.peers.contestant.Contestant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each contestant does the work once, in a process with its own class path as in a measurement. No clock is looked at. */
class PeersTest {
    private static final Libraries LIBRARIES = Libraries.beside();

    private static Server server;

    @BeforeAll
    static void start() {
        String url = System.getProperty("runs.postgres.url");
        try {
            server = url == null ? Server.start(LIBRARIES.target().resolve("test-postgres")) : Server.at(url);
        } catch (IOException | RuntimeException e) {
            String absent = "no PostgreSQL: neither -Druns.postgres.url nor the embedded binaries: " + e;
            if (System.getenv("CI") != null) {
                throw new AssertionError(absent, e);
            }
            System.err.println("SKIPPED: " + absent);
            Assumptions.abort(absent);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void startsAndApproves(Contestant contestant) throws IOException, InterruptedException, SQLException {
        Figures figures = new Figures();
        server.fresh(contestant.name());

        boolean complete = new Children(server, LIBRARIES, Effort.TINY).run(PeerProcess.Task.WAIT, contestant, figures);

        assertThat(complete).as("see target/logs").isTrue();
        assertThat(figures.median("first-decision")).isPresent();
        server.drop(contestant.name());
    }

    @Test
    void aReportHasEveryFigureOfThoseWhoTookPart(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        Report report = Peers.measure(
                server, LIBRARIES, Effort.TINY, EnumSet.of(Contestant.JDBC_2, Contestant.JDBC_1, Contestant.RUNS));

        // What is known of hand-written statements shows that the tap counts right.
        Figures two = report.contestants().get(0).figures();
        assertThat(two.median("decision.statements")).hasValue(2);
        assertThat(two.median("decision.round-trips")).hasValue(3);
        assertThat(two.median("decision.transactions")).hasValue(1);
        assertThat(two.median("start.statements")).hasValue(1);
        assertThat(two.median("tables")).hasValue(1);
        Figures one = report.contestants().get(1).figures();
        assertThat(one.median("decision.statements")).hasValue(1);
        assertThat(one.median("decision.round-trips")).hasValue(1);
        Measured runs = report.contestants().get(2);
        assertThat(runs.complete()).isTrue();
        assertThat(runs.jars()).isPositive();
        assertThat(runs.figures().ratios("decisions.8")).hasSize(1);

        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        report.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Plain JDBC, 2 statements", "Runs " + runs.version(), "fsync=on")
                .doesNotContain("FAILED");
        Path json = folder.resolve("report.json");
        report.write(json);
        assertThat(Files.readString(json)).contains("\"ratio.8\"", "\"baseline.decisions.1\"");
    }
}
