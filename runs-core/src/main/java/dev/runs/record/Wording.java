package dev.runs.record;

import dev.runs.action.Pattern;
import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import dev.runs.graph.StepState;
import dev.runs.run.Round;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Vote;
import dev.runs.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of the run record: its titles, its fixed texts, what codes are called, and the grammar of lists and numbers.
 * {@link StepWording}, {@link SummaryWording} and {@link EventWording} make sentences of them.
 */
final class Wording {
    static final String REDACTED = "redacted";
    static final String WITHHELD = "not for you to see";

    static final String WORKSPACE = "Runs";
    static final String PROMISE =
            "Trace the exact path from input signal to workflow execution, approvals, files, and roadmap outcomes.";
    /** What the product says of itself; no fact of a run. */
    static final List<String> CLAIMS = List.of("SSO + SCIM ready", "Tenant-safe routing");

    static final String SIGNALS = "Signals ingesting";
    static final String AGENTS = "Agents reasoning";
    static final String ACTIONS = "Actions queued";

    static final Label RUN = new Label("RUN", "Run");
    static final String NO_TRIGGER = "Started without a signal";

    static final String LIVE_STATE = "Approval decisions now reshape the execution graph immediately";
    static final String PENDING = "Pending";
    static final String APPROVED = "Approved";
    static final String REJECTED = "Rejected";

    static final String OPERATING_PATTERN = "Operating pattern";
    static final String LINKED_MEETINGS = "Linked meetings";
    static final String LINKED_MEETINGS_TEXT =
            "The run record collects every internal or external meeting that contributed.";
    static final String GENERATED_OUTPUTS = "Generated outputs";
    static final String GENERATED_OUTPUTS_TEXT =
            "Actions, approvals, and files stay attached to the same execution object.";

    static final String ARCHITECTURE = "Architecture view: how this run moves";
    static final String INPUTS = "Inputs";
    static final String MEETINGS_ATTACHED = "Meetings attached";
    static final String MEETINGS_ATTACHED_TEXT = "Every transcript that contributed";
    static final String TRIGGER_SOURCE = "Trigger source";
    static final String TRIGGER_SOURCE_TEXT = "What set this run off";
    static final String CORE = "Run core";
    static final String RUN_RECORD = "Run record";
    static final String RUN_RECORD_TEXT = "Owns lifecycle, status and linked entities";
    static final String STEP_GRAPH = "Step graph";
    static final String STEP_GRAPH_TEXT = "Consolidated stages, not every action a separate run";
    static final String RISK_GATING = "Risk gating";
    static final String RISK_GATING_TEXT = "Approvals stay attached to this run so governance is visible in context";
    static final String OUTPUTS = "Outputs";
    static final String ACTION_PREVIEWS = "Action previews";
    static final String ACTION_PREVIEWS_TEXT = "Explainable outputs of the run";
    static final String FILES = "Files";
    static final String FILES_TEXT = "Artifacts inherit lineage and stay discoverable in the file workspace";
    static final String ROADMAP_LINKS = "Roadmap links";
    static final String ROADMAP_LINKS_TEXT = "Product demand and feature work stay on the same execution chain";
    static final String TRACKING = "Tracking";
    static final String OWNER = "Owner";
    static final String OWNER_TEXT = "Explicitly assigned, so work does not disappear between teams";
    static final String STATUS = "Status";
    static final String STATUS_TEXT = "The run carries its own health and pause state";
    static final String LINEAGE = "Lineage";
    static final String LINEAGE_TEXT = "Inputs, approvals, files and roadmap outcomes are explainable from one record";

    static final String STEPS = "Step-by-step run history";
    static final String NO_STEPS = "This run has no steps yet.";
    static final String NO_MEETINGS = "No meeting contributed to this run.";
    static final String NO_OUTPUTS = "Nothing has been generated yet.";
    static final String NO_FILES = "No files yet.";
    static final String NO_ROADMAP_LINKS = "No roadmap links yet.";
    static final String APPROVALS = "Approvals";
    static final String NO_APPROVALS = "Nothing in this run has needed an approval.";
    static final String FAULTS = "Needs attention";
    static final String NO_FAULTS = "Nothing is wrong.";
    static final String OBJECTIONS = "Objections";
    static final String NO_OBJECTIONS = "Nobody has objected.";
    static final String HISTORY = "History";
    static final String NO_HISTORY = "Nothing has happened yet.";

    static final List<String> MEETING_COLUMNS = List.of("Meeting", "Pattern", "When");
    static final List<String> STEP_COLUMNS = List.of("#", "Status", "Step", "Note");
    static final List<String> OUTPUT_COLUMNS = List.of("Step", "Status", "Title", "Text");
    static final List<String> FILE_COLUMNS = List.of("Title", "Kind", "Location", "Step");
    static final List<String> ROADMAP_COLUMNS = List.of("Title", "Step");
    static final List<String> APPROVAL_COLUMNS = List.of("Title", STATUS, "Reason", "Risk", "Approver");
    static final List<String> FAULT_COLUMNS = List.of("Code", "Step", "What is wrong", "Mend");
    static final List<String> OBJECTION_COLUMNS = List.of("Step", "Who", "Reason", "When");
    static final List<String> HISTORY_COLUMNS = List.of("#", "When", "Who", "What");

    static final String TRIGGER = "Trigger";
    static final String LAST_RUN = "Last run";

    static final Label EXECUTED = new Label("EXECUTED", "Executed action");
    static final Label PREVIEW = new Label("PREVIEW", "Action preview");

    private static final int LISTED = 3;

    private Wording() {}

    static Label pattern(Pattern pattern) {
        return Label.of(pattern, title(pattern));
    }

    static String patternTile(Pattern pattern) {
        return title(pattern) + " pattern";
    }

    static String patternTileText(Pattern pattern) {
        return switch (pattern) {
            case EXTERNAL -> "What reaches customers is gathered in this run";
            case INTERNAL -> "What stays inside is gathered in this run";
        };
    }

    static String patternText(Pattern pattern) {
        return switch (pattern) {
            case EXTERNAL ->
                "Customer-facing follow-up, CRM, and outbound actions are grouped into one pattern with approvals where"
                        + " needed.";
            case INTERNAL ->
                "Notes, drafts, and records of the team are grouped into one pattern that reaches nobody outside the"
                        + " company.";
        };
    }

    static Label status(RunStatus status) {
        return Label.of(
                status,
                switch (status) {
                    case HELD -> "On hold";
                    case ATTENTION -> "Needs attention";
                    default -> title(status);
                });
    }

    static Label outcome(RunOutcome outcome) {
        return Label.of(
                outcome,
                switch (outcome) {
                    case DONE -> "Done";
                    case PARTLY -> "Partly done";
                    case REJECTED -> "Rejected";
                });
    }

    static Label round(Round.State state) {
        return Label.of(
                state,
                switch (state) {
                    case OPEN -> PENDING;
                    case SUSPENDED -> "Suspended";
                    case APPROVED -> APPROVED;
                    case REJECTED -> REJECTED;
                    case RECALLED -> "Taken back by the requester";
                    case WITHDRAWN -> "Withdrawn";
                    case SUPERSEDED -> "Superseded";
                    case REVERSED -> "Taken back by an approver";
                    case OVERRULED -> "Overruled by a rule";
                    case RETURNED -> "Changes requested";
                    case EXPIRED -> "Expired";
                });
    }

    static Label choice(Vote.Choice choice) {
        return Label.of(
                choice,
                switch (choice) {
                    case APPROVE -> APPROVED;
                    case REJECT -> REJECTED;
                    case REQUEST_CHANGES -> "Changes requested";
                });
    }

    static String gating(long pending) {
        return switch ((int) Math.min(pending, 2)) {
            case 0 -> "No approval decision gates risky or external work.";
            case 1 -> "1 approval decision still gates risky or external work.";
            default -> pending + " approval decisions still gate risky or external work.";
        };
    }

    static String approvers(Requirement requirement, Names names) {
        return and(requirement.tracks().stream()
                .map(track -> stages(track.stages(), names))
                .toList());
    }

    /** The stages of a track: {@code Legal or Sales director}, {@code 2 of Legal or Sales director, then CFO}. */
    static String stages(List<Stage> stages, Names names) {
        return String.join(
                ", then ", stages.stream().map(stage -> stage(stage, names)).toList());
    }

    private static String stage(Stage stage, Names names) {
        int least = stage.quorum().least();
        return (stage.quorum().everyone() || least == 1 ? "" : least + " of ") + group(stage, names);
    }

    private static String group(Stage stage, Names names) {
        return String.join(
                stage.quorum().everyone() ? " and " : " or ",
                stage.approvers().stream().map(names::of).toList());
    }

    /** Who is asked in a stage now, whoever a field or a chain of managers stood for by name. */
    static String asked(Round.Asking asking, Names names) {
        List<String> asked =
                asking.offer().everyone().stream().map(names::ofKey).toList();
        return asked.isEmpty()
                ? group(asking.stage(), names) + " (nobody)"
                : asking.stage().quorum().everyone() ? and(asked) : String.join(" or ", asked);
    }

    static String progress(long given, long needed) {
        return given + " of " + count(needed, "approval");
    }

    /** A constant's name as a title: {@code Awaiting Approval}. */
    static String title(Enum<?> constant) {
        StringBuilder title = new StringBuilder(lower(constant));
        for (int i = 0; i < title.length(); i++) {
            if (i == 0 || title.charAt(i - 1) == ' ') {
                title.setCharAt(i, Character.toUpperCase(title.charAt(i)));
            }
        }
        return title.toString();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A step's state as the end of a sentence that begins with the step. */
    static String is(StepState state) {
        return switch (state) {
            case CHANGES_REQUESTED -> "waits to be asked for again";
            case RETRYING -> "waits to be tried again";
            case INDETERMINATE, PARKED -> "waits for a person to say what became of it";
            case FAILED -> "failed";
            default -> "is " + lower(state);
        };
    }

    /** {@code 1 step}, {@code 3 steps}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 1 is}, {@code 3 are}. */
    static String be(long number) {
        return number == 1 ? "is" : "are";
    }

    static String quoted(String title) {
        return "'" + title + "'";
    }

    static String quoted(List<String> titles) {
        return and(titles.stream().map(Wording::quoted).toList());
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String and(List<String> items) {
        return join(items, "and");
    }

    static String or(List<String> items) {
        return join(items, "or");
    }

    private static String join(List<String> items, String conjunction) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        int last = items.size() - 1;
        return String.join(", ", items.subList(0, last)) + " " + conjunction + " " + items.get(last);
    }

    /** The first few of a long list, and how many more there are. */
    static String few(List<String> items) {
        if (items.size() <= LISTED + 1) {
            return and(items);
        }
        List<String> few = new ArrayList<>(items.subList(0, LISTED));
        few.add((items.size() - LISTED) + " more");
        return and(few);
    }

    /**
     * Stored words on one line: no control character reaches a terminal, and no hidden sign turns the direction of what an
     * approver reads.
     */
    static String plain(String words) {
        return PlainText.line(words).strip();
    }

    /** As {@link #plain}, with its line breaks. */
    static String lines(String words) {
        return PlainText.lines(words);
    }

    /** A clause as a sentence: it begins with a capital letter and ends with a full stop, unless it ends with a mark. */
    static String sentence(String clause) {
        String text = clause.strip();
        if (text.isEmpty()) {
            return "";
        }
        int first = text.offsetByCodePoints(0, 1);
        return ended(text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first));
    }

    /** Words with an end, and otherwise as they are. */
    static String ended(String words) {
        boolean marked = !words.isEmpty() && ".!?".indexOf(words.charAt(words.length() - 1)) >= 0;
        return marked ? words : words + ".";
    }

    /** A sentence as a part of another one: without its full stop. */
    static String clause(String sentence) {
        String text = sentence.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** {@code : words} where there are some. */
    static String because(String words) {
        String text = clause(words);
        return text.isEmpty() ? "" : ": " + text;
    }
}
