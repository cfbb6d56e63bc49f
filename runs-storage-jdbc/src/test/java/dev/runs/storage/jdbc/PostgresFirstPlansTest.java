package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.RunKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A connection keeps the plan that it made while the tables were empty, until the server has looked at how they have
 * grown. A plan that reads a whole table costs nothing then, and milliseconds an hour later.
 */
class PostgresFirstPlansTest {
    private static final Pattern PARAMETER = Pattern.compile("\\?");

    @Test
    @DisplayName("On empty and on young tables no commit is planned to read a whole table")
    void commits_are_planned_along_keys() throws Exception {
        Assumptions.assumeTrue(PostgresServer.get().version() >= 16, "a server that shows such plans");
        PostgresSql sql = new PostgresSql(new PostgresTables(Optional.empty(), "runs_"));
        try (PostgresDatabase database = PostgresServer.get().newDatabase()) {
            try (PostgresStore store = PostgresStore.on(database.pool(), PostgresDatabase.options())) {
                for (int run = 0; run <= 30; run++) {
                    if (run % 10 == 0) {
                        checkAll(database, sql);
                    }
                    store.commit(Rows.commit(new RunKey("acme", "run " + run), 0));
                }
            }
        }
    }

    private static void checkAll(PostgresDatabase database, PostgresSql sql) throws Exception {
        check(database, sql.reason);
        for (int kinds = 0; kinds < 128; kinds++) {
            check(
                    database,
                    sql.commit(
                            (kinds & 1) != 0,
                            (kinds & 2) != 0,
                            (kinds & 4) != 0,
                            (kinds & 8) != 0,
                            (kinds & 16) != 0,
                            (kinds & 32) != 0,
                            (kinds & 64) != 0));
        }
    }

    private static void check(PostgresDatabase database, String statement) throws Exception {
        int[] number = new int[1];
        String numbered = PARAMETER.matcher(statement).replaceAll(found -> Matcher.quoteReplacement("$" + ++number[0]));
        List<String> plan = database.wordsOfText("EXPLAIN (GENERIC_PLAN, COSTS OFF) " + numbered);
        assertThat(plan).as(statement + "\n" + String.join("\n", plan)).noneMatch(line -> line.contains("Seq Scan"));
    }
}
