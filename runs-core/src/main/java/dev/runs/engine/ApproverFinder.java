package dev.runs.engine;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Delegation;
import dev.runs.actor.Identity;
import dev.runs.content.CanonicalJson;
import dev.runs.gate.Approver;
import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import dev.runs.run.Item;
import dev.runs.run.Round;
import dev.runs.run.Ruling;
import dev.runs.run.Staffing;
import dev.runs.run.StandIn;
import dev.runs.run.Step;
import dev.runs.text.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the host who the approvers of a requirement are, in whose stead somebody may answer, and for the values that approvers
 * are shown as evidence. What cannot be found out is nobody, and no value: nobody is let in by a failure.
 */
final class ApproverFinder {
    private static final Logger LOG = LoggerFactory.getLogger(ApproverFinder.class);

    private final Identity identity;
    private final Settings settings;

    ApproverFinder(Settings settings) {
        this.settings = settings;
        this.identity = settings.identity();
    }

    /** Returns who the approvers of a requirement for a step are now. */
    Staffing staffing(Draft draft, Step step, Requirement requirement, Set<String> excluded) {
        Map<String, Set<String>> persons = new HashMap<>();
        Set<String> vacant = new TreeSet<>();
        Fields fields = new Fields(draft, step);
        requirement
                .tracks()
                .forEach(track -> track.stages().forEach(stage -> {
                    vacant.addAll(vacant(draft.key().tenant(), stage, excluded));
                    lookUp(fields, stage.approvers(), persons);
                    stage.deadlines().escalation().ifPresent(escalation -> lookUp(fields, escalation.to(), persons));
                }));
        return persons.isEmpty() && vacant.isEmpty() ? Staffing.FULL : new Staffing(persons, vacant);
    }

    /** One question suffices where the holder of any role will do. */
    private Set<String> vacant(String tenant, Stage stage, Set<String> excluded) {
        Set<String> roles = stage.roles();
        if (roles.isEmpty() || (!stage.quorum().everyone() && anyoneHolds(tenant, roles, excluded))) {
            return Set.of();
        } else if (!stage.quorum().everyone()) {
            return roles;
        }
        Set<String> vacant = new TreeSet<>(roles);
        vacant.removeIf(role -> anyoneHolds(tenant, Set.of(role), excluded));
        return vacant;
    }

    private boolean anyoneHolds(String tenant, Set<String> roles, Set<String> excluded) {
        try {
            return identity.anyoneHolds(tenant, roles, excluded);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The host's identity port failed; nobody is taken to hold {}", PlainText.line(roles.toString()), e);
            return false;
        }
    }

    private void lookUp(Fields fields, Set<Approver> approvers, Map<String, Set<String>> persons) {
        for (Approver approver : approvers) {
            if (approver instanceof Approver.Field || approver instanceof Approver.Manager) {
                persons.computeIfAbsent(approver.key(), key -> persons(fields, approver));
            }
        }
    }

    private Set<String> persons(Fields fields, Approver approver) {
        Set<String> found = new LinkedHashSet<>();
        if (approver instanceof Approver.Person person) {
            found.add(person.id());
        } else if (approver instanceof Approver.Field field) {
            fields.texts(field.path()).stream()
                    .filter(person -> isHuman(fields.tenant(), person))
                    .forEach(found::add);
        } else if (approver instanceof Approver.Manager manager) {
            // The person below may have left; their manager is asked all the same.
            Set<String> below = manager.of() instanceof Approver.Field field
                    ? new LinkedHashSet<>(fields.texts(field.path()))
                    : persons(fields, manager.of());
            below.forEach(person -> manager(fields.tenant(), person, manager.levels())
                    .filter(above -> isHuman(fields.tenant(), above))
                    .ifPresent(found::add));
        }
        return found;
    }

    private Optional<String> manager(String tenant, String person, int levels) {
        Optional<String> above = Optional.of(person);
        for (int i = 0; i < levels && above.isPresent(); i++) {
            String below = above.get();
            try {
                above = identity.manager(tenant, below).filter(one -> !one.equals(below));
            } catch (RuntimeException e) {
                LOG.warn("The host's identity port failed; '{}' is taken to have no manager", PlainText.line(below), e);
                return Optional.empty();
            }
        }
        return above;
    }

    private boolean isHuman(String tenant, String person) {
        return find(tenant, person)
                .filter(actor -> actor.kind() == ActorKind.HUMAN)
                .isPresent();
    }

    /** Returns the actor as the host knows it now; a failure of the host lets nobody in. */
    Optional<Actor> find(String tenant, String id) {
        try {
            return identity.find(tenant, id)
                    .filter(actor -> actor.tenant().equals(tenant) && actor.id().equals(id));
        } catch (RuntimeException e) {
            LOG.warn("The host's identity port failed; actor '{}' counts as unknown", PlainText.line(id), e);
            return Optional.empty();
        }
    }

    /** The fields of a step, its run and the host's records: looked up if one is asked for, and then once. */
    private final class Fields {
        private final Draft draft;
        private final Step step;
        private Optional<FactFinder> finder = Optional.empty();

        Fields(Draft draft, Step step) {
            this.draft = draft;
            this.step = step;
        }

        String tenant() {
            return draft.key().tenant();
        }

        List<String> texts(String path) {
            try {
                if (finder.isEmpty()) {
                    finder = Optional.of(new FactFinder(settings, draft));
                }
                return finder.get().values(step, path);
            } catch (RuntimeException e) {
                LOG.warn(
                        "'{}' cannot be read for step '{}' of run '{}'",
                        path,
                        step.id(),
                        draft.key().run(),
                        e);
                return List.of();
            }
        }
    }

    /** Returns what approvers are shown besides the payload, and whether that differs from what they were shown last. */
    Ruling.Evidence evidence(Draft draft, Step step, Requirement requirement) {
        if (requirement.evidence().isEmpty()) {
            return Ruling.Evidence.NONE;
        }
        Map<String, Object> values = new TreeMap<>();
        Fields fields = new Fields(draft, step);
        requirement.evidence().forEach(path -> values.put(path, fields.texts(path)));
        Optional<String> before = step.lastRound().flatMap(Round::evidence);
        boolean same = before.flatMap(draft::json)
                .filter(CanonicalJson.write(values)::equals)
                .isPresent();
        String content = same ? before.orElseThrow() : draft.add(ContentKinds.EVIDENCE, values);
        return new Ruling.Evidence(Optional.of(content), step.lastRound().isPresent() && !same);
    }

    /** Returns in whose stead somebody may answer a round now: for as long as the host says so, or for single questions. */
    List<StandIn> standIns(Actor actor, Optional<Round> round, Instant at) {
        List<StandIn> standIns = new ArrayList<>();
        for (Actor other : representedBy(actor, at)) {
            standIns.add(new StandIn(other, Optional.empty()));
        }
        round.map(Round::items)
                .orElse(Map.of())
                .forEach((String key, Item item) -> item.standsInFor(actor.id(), at)
                        .forEach(person -> find(actor.tenant(), person)
                                .filter(other -> other.kind() == ActorKind.HUMAN)
                                .ifPresent(other -> standIns.add(new StandIn(other, Optional.of(key))))));
        return standIns;
    }

    /** Returns those for whom somebody may answer everything now. */
    List<Actor> representedBy(Actor actor, Instant at) {
        try {
            return identity.delegations(actor.tenant(), actor.id()).stream()
                    .filter(delegation -> delegation.to().equals(actor.id()) && delegation.holdsAt(at))
                    .map(Delegation::from)
                    .distinct()
                    .flatMap(person -> find(actor.tenant(), person).stream())
                    .filter(other -> other.kind() == ActorKind.HUMAN)
                    .toList();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The host's identity port failed; '{}' is taken to stand in for nobody",
                    PlainText.line(actor.id()),
                    e);
            return List.of();
        }
    }
}
