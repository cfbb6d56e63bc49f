package dev.runs.samples.quickstart;

import dev.runs.lineage.Trace;
import dev.runs.record.Explanation;
import dev.runs.record.Label;
import dev.runs.record.Listing;
import dev.runs.record.RunRecord;
import dev.runs.samples.quickstart.Terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lays a run record out on a terminal, in the order of its page. It composes no words of its own. */
final class RecordPrinter {
    private final Terminal terminal;

    RecordPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(RunRecord record) {
        head(record);
        liveState(record);
        architecture(record);
        steps(record);
        list(record.outputs(), row -> row.title() + ": " + row.text());
        list(record.files(), row -> row.title() + "  (" + row.mediaType() + ", " + row.location() + ")");
        list(record.roadmapLinks(), RunRecord.RoadmapRow::title);
        approvals(record);
        if (!record.faults().isEmpty()) {
            list(record.faults(), row -> row.text() + " " + row.mend());
        }
    }

    private void head(RunRecord record) {
        RunRecord.Workspace workspace = record.workspace();
        terminal.line(terminal.styled(Style.DIM, workspace.promise()));
        List<String> counters = new ArrayList<>(workspace.claims());
        workspace.counters().forEach(counter -> counters.add(counter.label() + " " + counter.value()));
        terminal.line(terminal.styled(Style.DIM, String.join(" | ", counters)));
        terminal.line();
        RunRecord.Heading heading = record.heading();
        StringBuilder badges = new StringBuilder();
        heading.badges()
                .forEach(badge -> badges.append("[").append(styled(badge)).append("] "));
        heading.outcome()
                .ifPresent(outcome -> badges.append("[").append(styled(outcome)).append("] "));
        terminal.line(badges + terminal.styled(Style.BOLD, heading.title()) + "  "
                + terminal.styled(Style.DIM, heading.id()));
        terminal.line(heading.summary());
        terminal.line(String.join(
                " | ",
                heading.facts().stream()
                        .map(fact -> fact.label() + ": " + fact.value())
                        .toList()));
    }

    private void liveState(RunRecord record) {
        RunRecord.LiveState live = record.liveState();
        terminal.heading(live.title());
        List<String> counters = new ArrayList<>();
        live.counters().forEach(counter -> counters.add(counter.label() + " " + counter.value()));
        terminal.line(String.join(" | ", counters) + "   " + live.sentence());
        for (RunRecord.Card card : record.cards().all()) {
            terminal.line(String.format("%-18s %-9s %s", card.title(), card.value(), dim(card.text())));
        }
    }

    private void architecture(RunRecord record) {
        terminal.heading(record.architecture().title());
        for (RunRecord.Stage stage : record.architecture().stages()) {
            terminal.line(terminal.styled(Style.BOLD, "0" + stage.number() + " " + stage.title()));
            for (RunRecord.Tile tile : stage.tiles()) {
                String value = tile.detail().isEmpty() ? tile.value() : tile.value() + " (" + tile.detail() + ")";
                terminal.line(String.format("   %-18s %s", tile.title(), value));
                if (!tile.description().isEmpty()) {
                    terminal.line("   " + " ".repeat(19) + dim(tile.description()));
                }
            }
        }
    }

    private void steps(RunRecord record) {
        terminal.heading(record.steps().title());
        for (RunRecord.StepRow row : record.steps()) {
            terminal.line(row.number() + "  " + styled(row.status(), 18) + " " + row.title());
            terminal.line(" ".repeat(23) + dim(row.note()));
        }
    }

    private void approvals(RunRecord record) {
        terminal.heading(record.approvals().title());
        if (record.approvals().isEmpty()) {
            terminal.line(dim(record.approvals().whenEmpty()));
        }
        for (RunRecord.ApprovalRow row : record.approvals()) {
            terminal.line(styled(row.status(), 10) + " " + terminal.styled(Style.BOLD, row.title()));
            terminal.line("           " + row.reason() + " | Risk: " + row.risk() + " | Approver: " + row.approver());
            row.votes().forEach(vote -> terminal.line("           " + vote.line()));
        }
    }

    void history(RunRecord record) {
        terminal.heading(record.history().title());
        for (RunRecord.HistoryLine line : record.history()) {
            terminal.line(String.format("%3d  %-22s %s", line.sequence(), line.who(), line.text()));
        }
    }

    void explain(Explanation explanation) {
        terminal.line(terminal.styled(Style.BOLD, explanation.headline()));
        explanation.lines().forEach(line -> terminal.line("   " + line.text()));
    }

    void trace(Trace trace) {
        trace.lines().forEach(line -> terminal.line("   " + line));
    }

    private <T> void list(Listing<T> listing, Function<T, String> text) {
        terminal.heading(listing.title());
        if (listing.isEmpty()) {
            terminal.line(dim(listing.whenEmpty()));
        }
        listing.forEach(row -> terminal.line(text.apply(row)));
    }

    private String dim(String text) {
        return terminal.styled(Style.DIM, text);
    }

    private String styled(Label label) {
        return terminal.styled(style(label), label.text());
    }

    private String styled(Label label, int width) {
        return terminal.styled(style(label), String.format("%-" + width + "s", label.text()));
    }

    private static Style style(Label label) {
        return switch (label.code()) {
            case "COMPLETED", "APPROVED", "DONE" -> Style.GOOD;
            case "REJECTED", "REVERSED", "OVERRULED", "FAILED", "CANCELLED", "ATTENTION", "INDETERMINATE" -> Style.BAD;
            case "PAUSED", "AWAITING_APPROVAL", "OPEN", "PENDING", "WAITING", "HELD", "CHANGES_REQUESTED" ->
                Style.WAITING;
            case "RUNNING", "READY", "RETRYING" -> Style.TITLE;
            default -> Style.PLAIN;
        };
    }
}
