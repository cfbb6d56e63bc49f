package dev.runs.lineage;

import dev.runs.graph.Edge;
import dev.runs.run.AskingEvent;
import dev.runs.run.Evolution;
import dev.runs.run.Outputs;
import dev.runs.run.Permit;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.RunHeader;
import dev.runs.run.Step;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lineage edges that events leave behind. Pure: the same events give the same edges, so that they can be stored with
 * the events or made again from them.
 *
 * @since 0.1.0
 */
public final class LineageEdges {
    private final List<RecordedEvent> events;
    private final Set<EdgeRow> edges = new LinkedHashSet<>();

    private LineageEdges(List<RecordedEvent> events) {
        this.events = events;
    }

    /**
     * Returns the edges of the events of one commit, each once.
     *
     * @param events the events
     * @param states the run right after each of them
     */
    public static List<EdgeRow> of(List<RecordedEvent> events, List<Run> states) {
        LineageEdges edges = new LineageEdges(events);
        for (int i = 0; i < events.size(); i++) {
            edges.add(states.get(i), i);
        }
        return List.copyOf(edges.edges);
    }

    /** Returns the edges of a whole history, each once. */
    public static List<EdgeRow> ofHistory(List<RecordedEvent> history) {
        LineageEdges edges = new LineageEdges(history);
        Run run = null;
        for (int i = 0; i < history.size(); i++) {
            run = Evolution.evolve(run, history.get(i));
            edges.add(run, i);
        }
        return List.copyOf(edges.edges);
    }

    private void add(Run after, int event) {
        events.get(event).event().match(new EdgesOfEvent(after, event));
    }

    /** The edges of one event, seen from the state right after it. */
    private final class EdgesOfEvent implements RunEvent.Cases<Optional<Void>> {
        private final Run run;
        private final int index;

        EdgesOfEvent(Run run, int index) {
            this.run = run;
            this.index = index;
        }

        private void add(NodeRef from, String relation, NodeRef to) {
            edges.add(new EdgeRow(from, to, relation, run.id()));
        }

        private NodeRef step(String id) {
            return LineageNodes.step(run.id(), id);
        }

        private NodeRef approval(String step, int round) {
            return LineageNodes.approval(run.id(), step, round);
        }

        private Step state(String id) {
            return run.step(id).orElseThrow();
        }

        @Override
        public Optional<Void> runStarted(RunEvent.RunStarted event) {
            RunHeader header = event.header();
            NodeRef node = LineageNodes.run(header.id());
            header.signal().ifPresent(signal -> add(LineageNodes.signal(signal), "triggered", node));
            header.meetings().forEach(meeting -> add(LineageNodes.meeting(meeting), "contributed", node));
            return none();
        }

        @Override
        public Optional<Void> payloadSet(RunEvent.PayloadSet event) {
            if (event.origin() == RunEvent.PayloadSet.Origin.OUTPUT) {
                producer()
                        .ifPresent(producer -> add(
                                step(producer),
                                "supplied",
                                LineageNodes.payload(event.payload().digest())));
            }
            return none();
        }

        /** A step that supplies payloads completes in the same commit. */
        private Optional<String> producer() {
            return events.subList(index, events.size()).stream()
                    .map(RecordedEvent::event)
                    .filter(event -> event instanceof RunEvent.StepCompleted)
                    .flatMap(event -> event.about().stream())
                    .findFirst();
        }

        @Override
        public Optional<Void> roundOpened(RunEvent.RoundOpened event) {
            NodeRef approval = approval(event.step(), event.number());
            Set<String> rules = new LinkedHashSet<>();
            event.requirement().tracks().forEach(track -> rules.addAll(track.rules()));
            boolean defaults = event.requirement().tracks().stream()
                    .anyMatch(track -> track.rules().isEmpty());
            asked(event.step()).ifPresent(asked -> {
                rules.forEach(rule -> add(LineageNodes.rule(asked.pack(), rule), "required", approval));
                if (defaults) {
                    add(LineageNodes.noRule(asked.pack()), "required", approval);
                }
            });
            add(LineageNodes.run(run.id()), "asked for", approval);
            add(LineageNodes.payload(event.payload().digest()), "asked about", approval);
            return none();
        }

        @Override
        public Optional<Void> stepStarted(RunEvent.StepStarted event) {
            followed(event.step());
            Step step = state(event.step());
            step.payload()
                    .ifPresent(
                            payload -> add(LineageNodes.payload(payload.digest()), "executed with", step(step.id())));
            Optional<Integer> round = step.permit().flatMap(Permit::round);
            if (round.isPresent()) {
                add(approval(step.id(), round.get()), "released", step(step.id()));
            } else {
                decided(step.id(), "allowed");
            }
            return none();
        }

        /** A root follows from the run; another step from every earlier one whose end set it free. */
        private void followed(String id) {
            List<Edge> into = run.graph().node(id).edges();
            if (into.isEmpty()) {
                add(LineageNodes.run(run.id()), "planned", step(id));
            }
            for (Edge edge : into) {
                if (edge.condition().holds(state(edge.from()).state())) {
                    add(step(edge.from()), "followed", step(id));
                }
            }
        }

        /** The rules of the gate's last answer about a step. */
        private void decided(String id, String relation) {
            asked(id).ifPresent(asked -> {
                asked.rules().forEach(rule -> add(LineageNodes.rule(asked.pack(), rule), relation, step(id)));
                if (asked.rules().isEmpty()) {
                    add(LineageNodes.noRule(asked.pack()), relation, step(id));
                }
            });
        }

        /** The gate is asked in the same commit in which its answer takes effect. */
        private Optional<RunEvent.GateAsked> asked(String id) {
            List<RecordedEvent> earlier = events.subList(0, index);
            for (int i = earlier.size() - 1; i >= 0; i--) {
                if (earlier.get(i).event() instanceof RunEvent.GateAsked asked
                        && asked.step().equals(id)) {
                    return Optional.of(asked);
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<Void> stepCompleted(RunEvent.StepCompleted event) {
            if (state(event.step()).spec().action().isEmpty()) {
                followed(event.step());
            }
            event.outputs().ifPresent(outputs -> left(event.step(), outputs));
            return none();
        }

        private void left(String step, Outputs outputs) {
            outputs.artifacts().forEach(file -> add(step(step), "produced", LineageNodes.file(file)));
            outputs.roadmapLinks().forEach(link -> add(step(step), "led to", LineageNodes.roadmap(link)));
        }

        @Override
        public Optional<Void> lateResultRecorded(RunEvent.LateResultRecorded event) {
            event.outputs().ifPresent(outputs -> left(event.step(), outputs));
            return none();
        }

        @Override
        public Optional<Void> stepWaived(RunEvent.StepWaived event) {
            followed(event.step());
            return none();
        }

        /** The new step follows from what the old one would have followed from, and from the old one. */
        @Override
        public Optional<Void> stepReplaced(RunEvent.StepReplaced event) {
            add(step(event.step()), "replaced by", step(event.by().id()));
            return none();
        }

        @Override
        public Optional<Void> stepInserted(RunEvent.StepInserted event) {
            return none();
        }

        @Override
        public Optional<Void> stepCancelled(RunEvent.StepCancelled event) {
            return none();
        }

        @Override
        public Optional<Void> roundSuspended(RunEvent.RoundSuspended event) {
            return none();
        }

        @Override
        public Optional<Void> roundResumed(RunEvent.RoundResumed event) {
            return none();
        }

        @Override
        public Optional<Void> stepRejected(RunEvent.StepRejected event) {
            if (event.whose() == RunEvent.StepRejected.No.RULE) {
                decided(event.step(), "denied");
            } else {
                state(event.step())
                        .lastRound()
                        .ifPresent(round -> add(approval(event.step(), round.number()), "stopped", step(event.step())));
            }
            return none();
        }

        @Override
        public Optional<Void> stepsAdded(RunEvent.StepsAdded event) {
            return none();
        }

        @Override
        public Optional<Void> gateAsked(RunEvent.GateAsked event) {
            return none();
        }

        @Override
        public Optional<Void> voteCast(RunEvent.VoteCast event) {
            return none();
        }

        @Override
        public Optional<Void> roundClosed(RunEvent.RoundClosed event) {
            return none();
        }

        @Override
        public Optional<Void> permitIssued(RunEvent.PermitIssued event) {
            return none();
        }

        @Override
        public Optional<Void> permitRevoked(RunEvent.PermitRevoked event) {
            return none();
        }

        @Override
        public Optional<Void> stepBlocked(RunEvent.StepBlocked event) {
            return none();
        }

        @Override
        public Optional<Void> stepHeld(RunEvent.StepHeld event) {
            return none();
        }

        @Override
        public Optional<Void> changesRequested(RunEvent.ChangesRequested event) {
            return none();
        }

        @Override
        public Optional<Void> stepSkipped(RunEvent.StepSkipped event) {
            return none();
        }

        @Override
        public Optional<Void> stepFailed(RunEvent.StepFailed event) {
            return none();
        }

        @Override
        public Optional<Void> stepRetrying(RunEvent.StepRetrying event) {
            return none();
        }

        @Override
        public Optional<Void> stepStuck(RunEvent.StepStuck event) {
            return none();
        }

        @Override
        public Optional<Void> objectionRecorded(RunEvent.ObjectionRecorded event) {
            return none();
        }

        @Override
        public Optional<Void> faultRaised(RunEvent.FaultRaised event) {
            return none();
        }

        @Override
        public Optional<Void> stepStopped(RunEvent.StepStopped event) {
            return none();
        }

        @Override
        public Optional<Void> runHeld(RunEvent.RunHeld event) {
            return none();
        }

        @Override
        public Optional<Void> runReleased(RunEvent.RunReleased event) {
            return none();
        }

        @Override
        public Optional<Void> commentAdded(RunEvent.CommentAdded event) {
            return none();
        }

        @Override
        public Optional<Void> stageOpened(AskingEvent.StageOpened event) {
            return none();
        }

        @Override
        public Optional<Void> itemClaimed(AskingEvent.ItemClaimed event) {
            return none();
        }

        @Override
        public Optional<Void> itemReleased(AskingEvent.ItemReleased event) {
            return none();
        }

        @Override
        public Optional<Void> itemDelegated(AskingEvent.ItemDelegated event) {
            return none();
        }

        @Override
        public Optional<Void> itemReassigned(AskingEvent.ItemReassigned event) {
            return none();
        }

        @Override
        public Optional<Void> reminderSent(AskingEvent.ReminderSent event) {
            return none();
        }

        @Override
        public Optional<Void> escalated(AskingEvent.Escalated event) {
            return none();
        }

        @Override
        public Optional<Void> attemptRefused(AskingEvent.AttemptRefused event) {
            return none();
        }

        private Optional<Void> none() {
            return Optional.empty();
        }
    }
}
