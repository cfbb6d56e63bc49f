package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every line of the reference page, word by word. */
class ReferencePageTest {
    private final Story story = Story.paused();
    private final RunRecord record = record();

    private RunRecord record() {
        story.counters = new WorkspaceCounters(4, 2, 7);
        return story.record();
    }

    @Test
    void workspace() {
        assertThat(record.workspace().promise())
                .isEqualTo("Trace the exact path from input signal to workflow execution, approvals, files, and roadmap"
                        + " outcomes.");
        assertThat(record.workspace().claims()).containsExactly("SSO + SCIM ready", "Tenant-safe routing");
        assertThat(record.workspace().counters())
                .containsExactly(
                        new RunRecord.Counter("Signals ingesting", 4),
                        new RunRecord.Counter("Agents reasoning", 2),
                        new RunRecord.Counter("Actions queued", 7));
    }

    @Test
    void theRun() {
        RunRecord.Heading heading = record.heading();
        assertThat(heading.id()).isEqualTo("run-advocacy-nomination");
        assertThat(heading.title()).isEqualTo("Advocacy Nomination");
        assertThat(heading.badges()).extracting(Label::text).containsExactly("Run", "Paused", "External");
        assertThat(heading.badges()).extracting(Label::code).containsExactly("RUN", "PAUSED", "EXTERNAL");
        assertThat(heading.summary())
                .isEqualTo(
                        "Positive customer outcomes were detected, but external reference promotion is paused pending"
                                + " legal-safe review.");
        assertThat(heading.owner()).isEqualTo("Customer advocacy agent");
        assertThat(heading.trigger()).isEqualTo("Positive outcome call detected");
        assertThat(heading.lastRun().relative()).isEqualTo("Yesterday");
        assertThat(heading.lastRun().at()).isEqualTo(Story.START);
        assertThat(heading.lastRun().exact()).isEqualTo("20 November 2026, 14:05 UTC");
        assertThat(heading.outcome()).isEmpty();
        assertThat(heading.about()).contains("account/acme");
    }

    @Test
    void liveRunState() {
        RunRecord.LiveState state = record.liveState();
        assertThat(state.title()).isEqualTo("Approval decisions now reshape the execution graph immediately");
        assertThat(state.counters())
                .containsExactly(
                        new RunRecord.Counter("Pending", 1),
                        new RunRecord.Counter("Approved", 0),
                        new RunRecord.Counter("Rejected", 0));
        assertThat(state.sentence()).isEqualTo("1 approval decision still gates risky or external work.");
    }

    @Test
    void cards() {
        assertThat(record.cards().all())
                .containsExactly(
                        new RunRecord.Card(
                                "Operating pattern",
                                "External",
                                "Customer-facing follow-up, CRM, and outbound actions are grouped into one pattern with"
                                        + " approvals where needed."),
                        new RunRecord.Card(
                                "Linked meetings",
                                "1",
                                "The run record collects every internal or external meeting that contributed."),
                        new RunRecord.Card(
                                "Generated outputs",
                                "0",
                                "Actions, approvals, and files stay attached to the same execution object."));
    }

    @Test
    void architectureView() {
        RunRecord.Architecture view = record.architecture();
        assertThat(view.title()).isEqualTo("Architecture view: how this run moves");
        assertThat(view.stages()).extracting(RunRecord.Stage::number).containsExactly(1, 2, 3, 4);
        assertThat(view.stages())
                .extracting(RunRecord.Stage::title)
                .containsExactly("Inputs", "Run core", "Outputs", "Tracking");
        assertThat(view.inputs().tiles())
                .containsExactly(
                        new RunRecord.Tile(
                                "External pattern", "What reaches customers is gathered in this run", "External", ""),
                        new RunRecord.Tile("Meetings attached", "Every transcript that contributed", "1", ""),
                        new RunRecord.Tile(
                                "Trigger source",
                                "What set this run off",
                                "Positive outcome call detected",
                                "Yesterday"));
        assertThat(view.core().tiles())
                .containsExactly(
                        new RunRecord.Tile(
                                "Run record",
                                "Owns lifecycle, status and linked entities",
                                "run-advocacy-nomination",
                                ""),
                        new RunRecord.Tile(
                                "Step graph", "Consolidated stages, not every action a separate run", "3 steps", ""),
                        new RunRecord.Tile(
                                "Risk gating",
                                "Approvals stay attached to this run so governance is visible in context",
                                "1",
                                ""));
        assertThat(view.outputs().tiles())
                .containsExactly(
                        new RunRecord.Tile("Action previews", "Explainable outputs of the run", "0", ""),
                        new RunRecord.Tile(
                                "Files",
                                "Artifacts inherit lineage and stay discoverable in the file workspace",
                                "0",
                                ""),
                        new RunRecord.Tile(
                                "Roadmap links",
                                "Product demand and feature work stay on the same execution chain",
                                "0",
                                ""));
        assertThat(view.tracking().tiles())
                .containsExactly(
                        new RunRecord.Tile(
                                "Owner",
                                "Explicitly assigned, so work does not disappear between teams",
                                "Customer advocacy agent",
                                ""),
                        new RunRecord.Tile("Status", "The run carries its own health and pause state", "Paused", ""),
                        new RunRecord.Tile(
                                "Lineage",
                                "Inputs, approvals, files and roadmap outcomes are explainable from one record",
                                "1",
                                ""));
    }

    @Test
    void execution() {
        assertThat(record.steps().title()).isEqualTo("Step-by-step run history");
        assertThat(record.steps())
                .extracting(
                        RunRecord.StepRow::number,
                        row -> row.status().text(),
                        RunRecord.StepRow::title,
                        RunRecord.StepRow::note)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "01",
                                "Completed",
                                "Detect proof points",
                                "Outcome language and measurable impact were found in the customer conversation."),
                        org.assertj.core.groups.Tuple.tuple(
                                "02",
                                "Completed",
                                "Create advocacy record",
                                "Reference nomination package was drafted with evidence."),
                        org.assertj.core.groups.Tuple.tuple(
                                "03",
                                "Awaiting Approval",
                                "Wait for approval",
                                "1 approval decision is still gating risky work."));
    }

    @Test
    void outputsFilesAndRoadmapLinksAreEmptyAndSaySo() {
        assertThat(record.outputs()).isEmpty();
        assertThat(record.outputs().title()).isEqualTo("Generated outputs");
        assertThat(record.outputs().whenEmpty()).isEqualTo("Nothing has been generated yet.");
        assertThat(record.files()).isEmpty();
        assertThat(record.files().title()).isEqualTo("Files");
        assertThat(record.files().whenEmpty()).isEqualTo("No files yet.");
        assertThat(record.roadmapLinks()).isEmpty();
        assertThat(record.roadmapLinks().title()).isEqualTo("Roadmap links");
        assertThat(record.roadmapLinks().whenEmpty()).isEqualTo("No roadmap links yet.");
    }

    @Test
    void approvals() {
        assertThat(record.approvals().title()).isEqualTo("Approvals");
        assertThat(record.approvals()).hasSize(1);
        RunRecord.ApprovalRow row = record.approvals().get(0);
        assertThat(row.title()).isEqualTo("Promote Acme as a reference candidate");
        assertThat(row.status()).isEqualTo(new Label("OPEN", "Pending"));
        assertThat(row.reason()).isEqualTo("Requires advocacy and legal review");
        assertThat(row.risk()).isEqualTo(new Label("MEDIUM", "Medium"));
        assertThat(row.approver()).isEqualTo("Customer success director");
        assertThat(row.round()).isEqualTo(1);
        assertThat(row.progress()).isEqualTo("0 of 1 approval");
        assertThat(row.votes()).isEmpty();
        assertThat(row.earlier()).isEmpty();
        assertThat(row.node()).hasToString("approval:run-advocacy-nomination/promote/1");
    }
}
