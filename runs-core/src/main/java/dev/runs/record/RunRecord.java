package dev.runs.record;

import dev.runs.storage.NodeRef;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * One run as people read it: every label, number and sentence of its page, derived from stored facts. A page or a terminal
 * lays it out and composes no words. Immutable.
 *
 * @param workspace the head of the page
 * @param heading the run's own head
 * @param liveState how its approvals stand
 * @param cards three numbers that matter
 * @param architecture how the run moves, in four stages
 * @param meetings the meetings that contributed
 * @param steps the step-by-step history: one row per step that counts (S1)
 * @param outputs what handlers published
 * @param files the files they left
 * @param roadmapLinks the roadmap items to which they linked
 * @param approvals one row per approval, as its latest round stands
 * @param faults what somebody must mend
 * @param objections approvers' noes that came too late
 * @param history every event, oldest first
 * @since 0.1.0
 */
public record RunRecord(
        Workspace workspace,
        Heading heading,
        LiveState liveState,
        Cards cards,
        Architecture architecture,
        Listing<MeetingRow> meetings,
        Listing<StepRow> steps,
        Listing<OutputRow> outputs,
        Listing<FileRow> files,
        Listing<RoadmapRow> roadmapLinks,
        Listing<ApprovalRow> approvals,
        Listing<FaultRow> faults,
        Listing<ObjectionRow> objections,
        Listing<HistoryLine> history) {

    /** Returns the record with times in UTC. */
    public static RunRecord of(RecordSource source) {
        return of(source, ZoneOffset.UTC);
    }

    /** Returns the record with times, and "yesterday", in the given zone. */
    public static RunRecord of(RecordSource source, ZoneId zone) {
        return new RecordComposition(source, zone).compose();
    }

    /** Returns the history alone, with times in the given zone. */
    public static Listing<HistoryLine> history(RecordSource source, ZoneId zone) {
        return RecordComposition.history(source, zone);
    }

    /**
     * A number with its label.
     *
     * @param label what is counted
     * @param value how many
     * @since 0.1.0
     */
    public record Counter(String label, long value) {}

    /**
     * A word or two with their label.
     *
     * @param label the label
     * @param value the words
     * @since 0.1.0
     */
    public record Fact(String label, String value) {}

    /**
     * The head of the page; the same for every run of a tenant.
     *
     * @param title what the page is
     * @param promise what it promises
     * @param claims what the product claims
     * @param signalsIngesting runs whose first step is not finished
     * @param agentsReasoning steps of agents that are being executed
     * @param actionsQueued external steps that are ready
     * @since 0.1.0
     */
    public record Workspace(
            String title,
            String promise,
            List<String> claims,
            Counter signalsIngesting,
            Counter agentsReasoning,
            Counter actionsQueued) {
        /** Copies the list. */
        public Workspace {
            claims = List.copyOf(claims);
        }

        /** Returns the three counters in their order. */
        public List<Counter> counters() {
            return List.of(signalsIngesting, agentsReasoning, actionsQueued);
        }
    }

    /**
     * The run's own head.
     *
     * @param id the run's id
     * @param node its place in the lineage
     * @param title its title
     * @param kind the first badge: that it is a run
     * @param status the second badge
     * @param pattern the third badge: the operating pattern
     * @param outcome what came of it, once it is at its end
     * @param summary one sentence on what was found and how it stands
     * @param owner who answers for it
     * @param trigger what triggered it
     * @param lastRun when it moved last
     * @param about the key of the host's record that it is about
     * @since 0.1.0
     */
    public record Heading(
            String id,
            NodeRef node,
            String title,
            Label kind,
            Label status,
            Label pattern,
            Optional<Label> outcome,
            String summary,
            String owner,
            String trigger,
            Moment lastRun,
            Optional<String> about) {
        /** Returns the three badges in their order. */
        public List<Label> badges() {
            return List.of(kind, status, pattern);
        }

        /** Returns owner, trigger and last run, each with its label. */
        public List<Fact> facts() {
            return List.of(
                    new Fact(Wording.OWNER, owner),
                    new Fact(Wording.TRIGGER, trigger),
                    new Fact(Wording.LAST_RUN, lastRun.relative()));
        }
    }

    /**
     * How the run's approvals stand.
     *
     * @param title the section's title
     * @param pending approvals that somebody must give
     * @param approved steps approved in their latest round
     * @param rejected steps rejected in their latest round
     * @param sentence the same in words
     * @since 0.1.0
     */
    public record LiveState(String title, Counter pending, Counter approved, Counter rejected, String sentence) {
        /** Returns the three counters in their order. */
        public List<Counter> counters() {
            return List.of(pending, approved, rejected);
        }
    }

    /**
     * A value with its title and what it means.
     *
     * @param title the title
     * @param value the value
     * @param text what it means
     * @since 0.1.0
     */
    public record Card(String title, String value, String text) {}

    /**
     * Three values that matter.
     *
     * @param operatingPattern internal or external
     * @param linkedMeetings how many meetings contributed
     * @param generatedOutputs how many outputs handlers published
     * @since 0.1.0
     */
    public record Cards(Card operatingPattern, Card linkedMeetings, Card generatedOutputs) {
        /** Returns the cards in their order. */
        public List<Card> all() {
            return List.of(operatingPattern, linkedMeetings, generatedOutputs);
        }
    }

    /**
     * How the run moves.
     *
     * @param title the section's title
     * @param inputs where it comes from
     * @param core what holds it together
     * @param outputs what it left
     * @param tracking who and what keeps it in view
     * @since 0.1.0
     */
    public record Architecture(String title, Inputs inputs, Core core, Outputs outputs, Tracking tracking) {
        /** Returns the four stages in their order. */
        public List<Stage> stages() {
            return List.of(inputs, core, outputs, tracking);
        }
    }

    /**
     * One of the four stages.
     *
     * @since 0.1.0
     */
    public sealed interface Stage {
        /** Returns its number, from 1. */
        int number();

        /** Returns its title. */
        String title();

        /** Returns its tiles in their order. */
        List<Tile> tiles();
    }

    /**
     * A part of a stage.
     *
     * @param title the title
     * @param description what it means; empty where the title says it all
     * @param value the value; empty where the title says it all
     * @param detail what belongs to the value; for the trigger, when it happened
     * @since 0.1.0
     */
    public record Tile(String title, String description, String value, String detail) {}

    /**
     * Where the run comes from.
     *
     * @param title the stage's title
     * @param pattern the operating pattern
     * @param meetings how many meetings are attached
     * @param trigger what triggered it, and when
     * @since 0.1.0
     */
    public record Inputs(String title, Tile pattern, Tile meetings, Tile trigger) implements Stage {
        @Override
        public int number() {
            return 1;
        }

        @Override
        public List<Tile> tiles() {
            return List.of(pattern, meetings, trigger);
        }
    }

    /**
     * What holds the run together.
     *
     * @param title the stage's title
     * @param runRecord the run's id
     * @param stepGraph how many steps
     * @param riskGating how many approvals are attached
     * @since 0.1.0
     */
    public record Core(String title, Tile runRecord, Tile stepGraph, Tile riskGating) implements Stage {
        @Override
        public int number() {
            return 2;
        }

        @Override
        public List<Tile> tiles() {
            return List.of(runRecord, stepGraph, riskGating);
        }
    }

    /**
     * What the run left.
     *
     * @param title the stage's title
     * @param actionPreviews how many action previews
     * @param files how many files
     * @param roadmapLinks how many roadmap links
     * @since 0.1.0
     */
    public record Outputs(String title, Tile actionPreviews, Tile files, Tile roadmapLinks) implements Stage {
        @Override
        public int number() {
            return 3;
        }

        @Override
        public List<Tile> tiles() {
            return List.of(actionPreviews, files, roadmapLinks);
        }
    }

    /**
     * Who and what keeps the run in view.
     *
     * @param title the stage's title
     * @param owner who answers for it
     * @param status how it stands
     * @param lineage from how many roots it comes
     * @since 0.1.0
     */
    public record Tracking(String title, Tile owner, Tile status, Tile lineage) implements Stage {
        @Override
        public int number() {
            return 4;
        }

        @Override
        public List<Tile> tiles() {
            return List.of(owner, status, lineage);
        }
    }

    /**
     * A meeting that contributed.
     *
     * @param node its place in the lineage
     * @param title its title
     * @param pattern whether people from outside took part; "redacted" if that was erased
     * @param when when it was; empty if that was erased
     * @since 0.1.0
     */
    public record MeetingRow(NodeRef node, String title, Label pattern, Optional<Moment> when) {}

    /**
     * A step.
     *
     * @param number its place among the steps that count, such as {@code 01}
     * @param id its id
     * @param node its place in the lineage
     * @param status its state
     * @param title its title
     * @param note what is to be said of it now
     * @param since since when it is in its state
     * @since 0.1.0
     */
    public record StepRow(
            String number, String id, NodeRef node, Label status, String title, String note, Moment since) {}

    /**
     * What a handler published.
     *
     * @param step the step's title
     * @param status whether it was carried out outside or shows what was done inside
     * @param title its title
     * @param text its words
     * @since 0.1.0
     */
    public record OutputRow(String step, Label status, String title, String text) {}

    /**
     * A file.
     *
     * @param node its place in the lineage
     * @param step the title of the step that produced it
     * @param title its title
     * @param mediaType what kind of file it is
     * @param location where the host keeps it
     * @since 0.1.0
     */
    public record FileRow(NodeRef node, String step, String title, String mediaType, String location) {}

    /**
     * A roadmap item.
     *
     * @param node its place in the lineage
     * @param step the title of the step that linked to it
     * @param title its title
     * @since 0.1.0
     */
    public record RoadmapRow(NodeRef node, String step, String title) {}

    /**
     * One round of a step's approval.
     *
     * @param step the step's id
     * @param node its place in the lineage
     * @param round its number, from 1
     * @param title the action's title
     * @param status how it stands
     * @param reason why people are asked, in the words of the rules
     * @param risk the action's risk
     * @param approver whom
     * @param advice what rules advise that do not decide
     * @param opened since when
     * @param progress how many of the needed approvals are there
     * @param votes the answers
     * @param earlier the step's earlier rounds, oldest first
     * @since 0.1.0
     */
    public record ApprovalRow(
            String step,
            NodeRef node,
            int round,
            String title,
            Label status,
            String reason,
            Label risk,
            String approver,
            List<String> advice,
            Moment opened,
            String progress,
            List<VoteRow> votes,
            List<ApprovalRow> earlier) {
        /** Copies the lists. */
        public ApprovalRow {
            advice = List.copyOf(advice);
            votes = List.copyOf(votes);
            earlier = List.copyOf(earlier);
        }
    }

    /**
     * A vote.
     *
     * @param who the voter, by name where it is known
     * @param whoId the voter, as it is kept
     * @param role by which role
     * @param choice what they said
     * @param reason why
     * @param when when
     * @param line the same as one line
     * @since 0.1.0
     */
    public record VoteRow(
            String who, String whoId, String role, Label choice, String reason, Moment when, String line) {}

    /**
     * Something that somebody must mend.
     *
     * @param code the stable code
     * @param step the step's title
     * @param text what is wrong
     * @param mend what would mend it
     * @param since since when
     * @since 0.1.0
     */
    public record FaultRow(String code, String step, String text, String mend, Moment since) {}

    /**
     * A no that came after the step was started.
     *
     * @param step the step's title
     * @param who who objects, by name where it is known
     * @param whoId the same as it is kept
     * @param reason why
     * @param when when
     * @since 0.1.0
     */
    public record ObjectionRow(String step, String who, String whoId, String reason, Moment when) {}

    /**
     * A line of the history.
     *
     * @param sequence the event's place in the history
     * @param kind the kind of event; also {@code RunEnded} and {@code RunReopened}, which follow from the events
     * @param when when it happened
     * @param who who caused it, by name where it is known
     * @param whoId the same as it is kept: keys of the host
     * @param step the id of the step that it is about
     * @param text what happened
     * @since 0.1.0
     */
    public record HistoryLine(
            long sequence, String kind, Moment when, String who, String whoId, Optional<String> step, String text) {}
}
