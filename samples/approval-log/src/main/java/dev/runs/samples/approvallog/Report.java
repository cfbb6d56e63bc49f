package dev.runs.samples.approvallog;

import dev.runs.gate.PackRef;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what a replay found. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** Says what is going to be done. */
    void opening(Options options, ReplayStore store, PackRef rules) {
        line("Replaying %s", options.log());
        line("  rules   %s %s", rules.name(), rules.version());
        line("  runs    %s", store.words());
    }

    /** Says what became of the cases. */
    void totals(Replay replay) {
        Totals totals = replay.totals();
        cases(totals);
        decisions(totals);
        stages(totals);
        payments(totals, replay.desk());
        importActor(totals);
        list("Refused by the library", totals.refusals());
        list(
                "Activities that this sample does not know, left out",
                totals.unknown().entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%,d x %s", entry.getValue(), entry.getKey()))
                        .toList());
    }

    private void cases(Totals totals) {
        section("Cases");
        number(totals.count(), "cases, each a run");
        for (Ending ending : Ending.values()) {
            if (totals.ended(ending) > 0) {
                String more = ending == Ending.REJECTED && totals.rejectedAfterPayment() > 0
                        ? String.format(Locale.ROOT, " (%,d of them after the payment)", totals.rejectedAfterPayment())
                        : "";
                number(totals.ended(ending), ending.words() + " at the end" + more);
            }
        }
    }

    private void decisions(Totals totals) {
        section("Decisions");
        number(totals, Fact.SUBMITTED);
        number(totals, Fact.DECIDED);
        number(totals, Fact.APPROVED);
        number(totals, Fact.REJECTED);
        number(totals, Fact.TAKEN_BACK);
        number(totals, Fact.RECALLED);
        number(totals, Fact.ACKNOWLEDGED);
        number(totals, Fact.REVERSED);
        number(totals, Fact.REVOKED);
        number(totals, Fact.OBJECTED);
        number(totals, Fact.COMPENSATION);
        number(totals, Fact.RESUBMITTED);
        number(totals, Fact.SUBMITTED_AGAIN);
        number(totals, Fact.ENDORSED);
        number(totals, Fact.ENDORSED_LATE);
        number(totals, Fact.FOR_APPROVAL);
        number(totals, Fact.SAVED);
    }

    private void stages(Totals totals) {
        section("Stages");
        line("  %-24s %10s %10s %10s %10s", "", "asked", "approved", "rejected", "unanswered");
        StageCounts all = StageCounts.NONE;
        for (Map.Entry<String, StageCounts> stage : totals.stages().entrySet()) {
            stage(stage.getKey(), stage.getValue());
            all = all.plus(stage.getValue());
        }
        stage("all", all);
    }

    private void stage(String people, StageCounts counts) {
        line(
                "  %-24s %,10d %,10d %,10d %,10d",
                people, counts.asked(), counts.approved(), counts.rejected(), counts.unanswered());
    }

    private void payments(Totals totals, PaymentDesk desk) {
        section("Payments");
        number(
                totals.times(Fact.PAID),
                "executed by the library, " + desk.paid().toPlainString() + " in all");
        number(totals.times(Fact.PAID_ALREADY), "reported or asked once more, and not executed again");
        number(
                totals.cases(Fact.HELD_BACK),
                "in the log without a standing final approval: the library ran none of them");
        totals.heldBack().forEach(why -> line("              %s", why));
    }

    private void importActor(Totals totals) {
        section("Import actor (of this sample only; it acts where the log does not know who did)");
        totals.imports().forEach((role, uses) -> number(uses, "as " + role));
    }

    /** Says how fast it was and how much it needs. */
    void speed(Totals totals, Duration time, long bytes) {
        section("Speed");
        double seconds = Math.max(1, time.toMillis()) / 1_000.0;
        line(
                "  %.1f s, %,.0f cases/s, %,.0f decisions/s",
                seconds, totals.count() / seconds, totals.times(Fact.DECIDED) / seconds);
        line("  %,d bytes per run", totals.count() == 0 ? 0 : bytes / totals.count());
    }

    /** Says what the oracle says. */
    void comparison(Oracle oracle, Comparison comparison) {
        section("Oracle " + oracle.file().getFileName());
        line("  %-52s %10s %10s", "", "library", "oracle");
        for (Comparison.Row row : comparison.rows()) {
            if (row.library() > 0 || row.oracle() > 0) {
                String mark = row.library() == row.oracle() ? "" : "  differs";
                line("  %-52s %,10d %,10d%s", row.what(), row.library(), row.oracle(), mark);
            }
        }
        List<Comparison.Difference> differences = comparison.differences();
        for (Comparison.Difference difference : differences) {
            line("  %s: %s; %s", difference.caseId(), difference.what(), difference.reason());
        }
        line(differences.isEmpty() ? "Equal in every case." : "%,d differences.", differences.size());
    }

    /** Says that there is nothing to compare with. */
    void noOracle() {
        section("There is no oracle beside the log; nothing was compared.");
    }

    private void number(Totals totals, Fact fact) {
        int times = totals.times(fact);
        if (times > 0) {
            int cases = totals.cases(fact);
            number(times, fact.words() + (cases == times ? "" : String.format(Locale.ROOT, ", in %,d cases", cases)));
        }
    }

    private void number(int number, String words) {
        line("  %,10d  %s", number, words);
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            section(title);
            lines.forEach(text -> line("  %s", text));
        }
    }

    private void section(String title) {
        line("");
        line("%s", title);
    }

    private void line(String format, Object... values) {
        // What a log says must not steer the terminal.
        out.println(String.format(Locale.ROOT, format, values).replaceAll("\\p{Cntrl}", "?"));
    }
}
