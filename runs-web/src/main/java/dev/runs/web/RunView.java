package dev.runs.web;

import dev.runs.access.Permission;
import dev.runs.engine.RunAction;
import dev.runs.engine.RunPage;
import dev.runs.record.Label;
import dev.runs.record.Listing;
import dev.runs.record.Moment;
import dev.runs.record.RunRecord;
import dev.runs.storage.NodeRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run's record, as the API answers it: every block and label of its page.
 *
 * @param id the run's id
 * @param version the version to which all of it belongs
 * @param permissions what the actor may do with the run, as far as the access policy is concerned
 * @param actions what the actor could do about the run now
 * @param workspace the head of the page
 * @param heading the run's own head
 * @param liveState how its approvals stand
 * @param cards three numbers that matter
 * @param architecture how the run moves
 * @param meetings the meetings that contributed
 * @param steps one row for each step that counts
 * @param outputs what handlers published
 * @param files the files they left
 * @param roadmapLinks the roadmap items to which they linked
 * @param approvals one row for each approval
 * @param faults what somebody must mend
 * @param objections approvers' noes that came too late
 * @param history the newest lines of the history, oldest first
 */
record RunView(
        String id,
        long version,
        Set<Permission> permissions,
        Set<RunAction> actions,
        Workspace workspace,
        Heading heading,
        RunRecord.LiveState liveState,
        Cards cards,
        Architecture architecture,
        Listing<RunRecord.MeetingRow> meetings,
        Listing<RunRecord.StepRow> steps,
        Listing<RunRecord.OutputRow> outputs,
        Listing<RunRecord.FileRow> files,
        Listing<RunRecord.RoadmapRow> roadmapLinks,
        Listing<RunRecord.ApprovalRow> approvals,
        Listing<RunRecord.FaultRow> faults,
        Listing<RunRecord.ObjectionRow> objections,
        History history) {
    private static final int NEWEST = 50;

    static RunView of(RunPage page) {
        RunRecord record = page.record();
        return new RunView(
                record.heading().id(),
                page.version(),
                page.permissions(),
                page.actions(),
                Workspace.of(record.workspace()),
                Heading.of(record.heading()),
                record.liveState(),
                new Cards(record.cards().all()),
                Architecture.of(record.architecture()),
                record.meetings(),
                record.steps(),
                record.outputs(),
                record.files(),
                record.roadmapLinks(),
                record.approvals(),
                record.faults(),
                record.objections(),
                History.newest(record.history()));
    }

    /**
     * The head of the page.
     *
     * @param title what the page is
     * @param promise what it promises
     * @param claims what the product claims
     * @param counters what goes on in the tenant
     */
    record Workspace(String title, String promise, List<String> claims, List<RunRecord.Counter> counters) {
        static Workspace of(RunRecord.Workspace workspace) {
            return new Workspace(workspace.title(), workspace.promise(), workspace.claims(), workspace.counters());
        }
    }

    /**
     * The run's own head.
     *
     * @param node its place in the lineage
     * @param title its title
     * @param badges kind, status and operating pattern
     * @param status how it stands
     * @param pattern its operating pattern
     * @param outcome what came of it, once it is at its end
     * @param summary one sentence on what was found and how it stands
     * @param facts owner, trigger and last run, each with its label
     * @param owner who answers for it
     * @param trigger what triggered it
     * @param lastRun when it moved last
     * @param about the key of the host's record that it is about
     */
    record Heading(
            NodeRef node,
            String title,
            List<Label> badges,
            Label status,
            Label pattern,
            Optional<Label> outcome,
            String summary,
            List<RunRecord.Fact> facts,
            String owner,
            String trigger,
            Moment lastRun,
            Optional<String> about) {
        static Heading of(RunRecord.Heading heading) {
            return new Heading(
                    heading.node(),
                    heading.title(),
                    heading.badges(),
                    heading.status(),
                    heading.pattern(),
                    heading.outcome(),
                    heading.summary(),
                    heading.facts(),
                    heading.owner(),
                    heading.trigger(),
                    heading.lastRun(),
                    heading.about());
        }
    }

    /**
     * Three numbers that matter.
     *
     * @param all the cards in their order
     */
    record Cards(List<RunRecord.Card> all) {}

    /**
     * How the run moves.
     *
     * @param title the section's title
     * @param stages the four stages in their order
     */
    record Architecture(String title, List<Stage> stages) {
        static Architecture of(RunRecord.Architecture architecture) {
            return new Architecture(
                    architecture.title(),
                    architecture.stages().stream()
                            .map(stage -> new Stage(stage.number(), stage.title(), stage.tiles()))
                            .toList());
        }
    }

    /**
     * A stage.
     *
     * @param number its number, from 1
     * @param title its title
     * @param tiles its tiles
     */
    record Stage(int number, String title, List<RunRecord.Tile> tiles) {}

    /**
     * The newest lines of the history.
     *
     * @param title the section's title
     * @param columns what the parts of a line are called
     * @param rows the newest lines, oldest first
     * @param total how many lines there are; all of them are at {@code /runs/{run}/history}
     * @param whenEmpty what to show when there is none
     */
    record History(String title, List<String> columns, List<RunRecord.HistoryLine> rows, long total, String whenEmpty) {
        static History newest(Listing<RunRecord.HistoryLine> all) {
            int size = all.size();
            return new History(
                    all.title(),
                    all.columns(),
                    all.rows().subList(Math.max(0, size - NEWEST), size),
                    size,
                    all.whenEmpty());
        }
    }
}
