package dev.runs.testing;

import dev.runs.actor.ActorKind;
import dev.runs.content.Digest;
import dev.runs.engine.Session;
import dev.runs.run.ActorRef;
import dev.runs.run.AskingEvent;
import dev.runs.run.PayloadRef;
import dev.runs.run.Permit;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.StepSpec;
import dev.runs.run.Vote;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must hold of every history, whatever the rules were: it is read as an auditor would, by another route than the one that
 * made it.
 */
final class Invariants {
    private static final int LINE = 240;

    private final String run;
    private final List<RecordedEvent> history;
    /** The digest of each step's present payload. */
    private final Map<String, Digest> digests = new HashMap<>();
    /** Who asked for a step, and who wrote its payload last, with the persons for whom they act. */
    private final Map<String, Set<String>> proposers = new HashMap<>();

    private final Map<String, Set<String>> editors = new HashMap<>();

    /** The votes that count, by step and round, and in them by voter. */
    private final Map<String, Map<String, Vote>> voted = new HashMap<>();
    private final Map<String, Permit> permits = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<String> revoked = new HashSet<>();
    /** How often a step was started, by the permit's key. */
    private final Map<String, Integer> attempts = new TreeMap<>();

    private final Set<String> called = new HashSet<>();

    private Invariants(String run, List<RecordedEvent> history) {
        this.run = run;
        this.history = history;
    }

    static void check(Session session, String id, List<Performed> calls) {
        Run live = session.run(id);
        Run replayed = session.replay(id);
        Invariants invariants = new Invariants(id, session.history(id));
        invariants.that(
                live.version() == replayed.version()
                        && List.copyOf(live.steps()).equals(List.copyOf(replayed.steps())),
                "the run is not what its history says: " + live.states() + ", replayed " + replayed.states());
        invariants.history.forEach(invariants::note);
        calls.stream()
                .filter(call -> call.run().equals(id) && call.tenant().equals(live.tenant()))
                .forEach(invariants::note);
    }

    private void that(boolean holds, String otherwise) {
        if (!holds) {
            StringBuilder text = new StringBuilder("Run '" + run + "': " + otherwise + "\nHistory:");
            history.forEach(event -> text.append("\n  ").append(line(event)));
            throw new AssertionError(text.toString());
        }
    }

    static String line(RecordedEvent recorded) {
        String event = recorded.event().toString();
        return recorded.sequence() + " " + recorded.at() + " " + recorded.by() + ": "
                + (event.length() > LINE ? event.substring(0, LINE) + "..." : event);
    }

    private void note(RecordedEvent recorded) {
        RunEvent event = recorded.event();
        if (event instanceof RunEvent.StepsAdded added) {
            added.steps().forEach(this::added);
        } else if (event instanceof RunEvent.StepInserted inserted) {
            added(inserted.step());
        } else if (event instanceof RunEvent.StepReplaced replaced) {
            added(replaced.by());
        } else if (event instanceof RunEvent.PayloadSet set) {
            payload(set.step(), set.payload());
            permits.remove(set.step());
        } else if (event instanceof RunEvent.RoundOpened opened) {
            opened.carried().forEach(vote -> votes(opened.step(), opened.number())
                    .put(vote.voter().id(), vote));
        } else if (event instanceof AskingEvent.StageOpened opened) {
            // After a no the stage before it may be asked once more; what was said there does not count any more.
            votes(opened.step(), opened.round())
                    .values()
                    .removeIf(vote -> vote.stage() >= opened.offer().stage());
        } else if (event instanceof AskingEvent.ItemReassigned reassigned) {
            if (!reassigned.keepsVotes()) {
                votes(reassigned.step(), reassigned.round()).clear();
            }
        } else if (event instanceof RunEvent.VoteCast cast) {
            vote(cast);
        } else if (event instanceof RunEvent.PermitIssued issued) {
            that(keys.add(issued.permit().key()), "the key of a permit was given twice");
            that(issued.permit().digest().equals(digests.get(issued.step())), "a permit is for another payload");
            permits.put(issued.step(), issued.permit());
        } else if (event instanceof RunEvent.PermitRevoked gone) {
            that(!attempts.containsKey(gone.key()), "a permit was revoked that had been used");
            revoked.add(gone.key());
        } else if (event instanceof RunEvent.StepStarted started) {
            started(recorded, started);
        }
    }

    private void added(StepSpec spec) {
        proposers.put(spec.id(), persons(spec.proposedBy()));
        spec.payload().ifPresent(payload -> payload(spec.id(), payload));
    }

    private void payload(String step, PayloadRef payload) {
        digests.put(step, payload.digest());
        editors.put(step, persons(payload.editor()));
    }

    private static Set<String> persons(ActorRef who) {
        Set<String> persons = new HashSet<>(Set.of(who.id()));
        who.onBehalfOf().ifPresent(persons::add);
        return persons;
    }

    private void vote(RunEvent.VoteCast cast) {
        Vote vote = cast.vote();
        String voter = vote.voter().id();
        that(vote.voter().kind() == ActorKind.HUMAN, "'" + voter + "' voted and is no person");
        that(vote.digest().equals(digests.get(cast.step())), "'" + voter + "' voted on another payload");
        that(
                votes(cast.step(), cast.round()).put(voter, vote) == null,
                "'" + voter + "' voted twice in one round");
        that(
                !proposers.getOrDefault(cast.step(), Set.of()).contains(voter)
                        && !editors.getOrDefault(cast.step(), Set.of()).contains(voter),
                "'" + voter + "' voted on what they had asked for or written");
    }

    private Map<String, Vote> votes(String step, int round) {
        return voted.computeIfAbsent(step + "/" + round, missing -> new HashMap<>());
    }

    private void started(RecordedEvent recorded, RunEvent.StepStarted started) {
        Permit permit = permits.get(started.step());
        that(permit != null && permit.key().equals(started.permit()), "a step was started without a permit");
        that(!revoked.contains(started.permit()), "a step was started with a permit that had been revoked");
        if (permit != null) {
            that(permit.digest().equals(digests.get(started.step())), "a step was started with another payload");
            that(recorded.at().isBefore(permit.expires()), "a step was started with a permit that was over");
        }
        int attempt = attempts.merge(started.permit(), 1, Integer::sum);
        that(attempt == started.attempt(), "attempt " + started.attempt() + " under one permit is number " + attempt);
    }

    private void note(Performed call) {
        that(
                called.add(call.key() + " " + call.attempt()),
                "the handler of step '" + call.step() + "' was called twice for one start");
        that(
                attempts.getOrDefault(call.key(), 0) >= call.attempt(),
                "the handler of step '" + call.step() + "' was called without a start on record");
    }
}
