package dev.runs.record;

import dev.runs.gate.Approver;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import dev.runs.run.ActorRef;
import dev.runs.run.AskingEvent;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects whom words about a run name, so that a host's directory is asked once. Whoever were missed would be called by the id.
 *
 * @since 0.1.0
 */
public final class ActorIds {
    private final Set<String> ids = new TreeSet<>();

    private ActorIds() {}

    /** Returns the ids of all who have, or had, to do with a run as its history tells it. */
    public static Set<String> of(Run run, List<RecordedEvent> history) {
        ActorIds all = new ActorIds();
        all.ids.add(run.header().owner());
        run.hold().ifPresent(hold -> all.add(hold.by()));
        run.steps().forEach(all::add);
        history.forEach(all::add);
        return all.ids;
    }

    /** Returns the ids of all about whom a list of runs says something. */
    public static Set<String> ofOwners(Collection<Run> runs) {
        ActorIds all = new ActorIds();
        runs.forEach(run -> all.ids.add(run.header().owner()));
        return all.ids;
    }

    /** Returns the ids of the persons among the keys of approvers. */
    public static Set<String> ofKeys(Collection<String> keys) {
        ActorIds all = new ActorIds();
        keys.forEach(all::addKey);
        return all.ids;
    }

    /** Returns the ids of actors, and of those for whom they act. */
    public static Set<String> ofActors(Collection<ActorRef> actors) {
        ActorIds all = new ActorIds();
        actors.forEach(all::add);
        return all.ids;
    }

    private void add(ActorRef actor) {
        ids.add(actor.id());
        actor.onBehalfOf().ifPresent(ids::add);
    }

    private void addKey(String key) {
        if (Approver.isPerson(key)) {
            ids.add(key.substring(1));
        }
    }

    private void add(Approver approver) {
        if (approver instanceof Approver.Person person) {
            ids.add(person.id());
        } else if (approver instanceof Approver.Manager manager) {
            add(manager.of());
        }
    }

    private void add(Step step) {
        add(step.requester());
        step.rounds().forEach(this::add);
        step.objections().forEach(objection -> add(objection.by()));
    }

    private void add(Round round) {
        ids.addAll(round.excluded());
        for (Track track : round.requirement().tracks()) {
            for (Stage stage : track.stages()) {
                stage.approvers().forEach(this::add);
            }
        }
        round.offers().forEach(offer -> offer.everyone().forEach(this::addKey));
        round.items().values().forEach(item -> item.owner().ifPresent(ids::add));
        round.votes().forEach(vote -> {
            add(vote.voter());
            vote.insteadOf().ifPresent(ids::add);
        });
    }

    private void add(RecordedEvent recorded) {
        add(recorded.by());
        if (recorded.event() instanceof AskingEvent.ItemDelegated delegated) {
            ids.add(delegated.delegation().from());
            ids.add(delegated.delegation().to());
        } else if (recorded.event() instanceof AskingEvent.ItemReassigned reassigned) {
            addKey(reassigned.key());
            addKey(reassigned.to());
        } else if (recorded.event() instanceof AskingEvent.ItemClaimed claimed) {
            ids.add(claimed.person());
        } else if (recorded.event() instanceof AskingEvent.StageOpened opened) {
            opened.offer().everyone().forEach(this::addKey);
        }
    }
}
