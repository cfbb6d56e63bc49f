package dev.runs.testing;

import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.run.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The simple model: what a careful clerk would write down of each step from the answers that people got, without looking into the
 * library. From it follows whether a handler may be called.
 */
final class ModelLedger {
    /** What the world knows of an action's effect. */
    private enum Effect {
        NONE,
        UNKNOWN,
        DONE
    }

    /**
     * A yes.
     *
     * @param voter who said it
     * @param right by whose right: their own, or that of whom they stand in for
     * @param key the role, or the person as {@code @ana}, that was asked
     */
    private record Yes(String voter, String right, String key) {}

    private record Place(String tenant, String run, String step) {}

    /** One step. */
    private static final class Sheet {
        private final String action;
        private String payload;
        /** Who asked for it or wrote it, and for whom they act. */
        private final Set<String> proposers = new HashSet<>();

        private Set<String> requesters = new HashSet<>();
        private Set<String> editors = new HashSet<>();
        /** Who said yes to the present payload since it was asked last. */
        private final Set<Yes> yes = new LinkedHashSet<>();
        /** Who is asked instead of whom. */
        private final Map<String, String> instead = new HashMap<>();

        private final Set<String> voted = new HashSet<>();
        private Effect effect = Effect.NONE;
        private Optional<String> lastKey = Optional.empty();
        private boolean stopped;

        private Sheet(String action, String payload) {
            this.action = action;
            this.payload = payload;
        }

        private boolean isInterested(Actor who) {
            return proposers.contains(who.id())
                    || requesters.contains(who.id())
                    || editors.contains(who.id())
                    || who.onBehalfOf()
                            .filter(person -> proposers.contains(person)
                                    || requesters.contains(person)
                                    || editors.contains(person))
                            .isPresent();
        }
    }

    private final ModelGate gate;
    private final People people;
    private final Map<String, RiskLevel> external;
    private final Set<String> risky;
    private final Map<Place, Sheet> sheets = new HashMap<>();
    private final Set<List<String>> held = new HashSet<>();
    private final Set<List<String>> cancelled = new HashSet<>();

    /**
     * Makes an empty ledger.
     *
     * @param external the risk of the external actions
     * @param risky internal actions of high risk
     */
    ModelLedger(ModelGate gate, People people, Map<String, RiskLevel> external, Set<String> risky) {
        this.gate = gate;
        this.people = people;
        this.external = external;
        this.risky = risky;
    }

    void added(String tenant, String run, String step, String action, String payload, Actor starter, Actor proposer) {
        Sheet sheet = new Sheet(action, payload);
        sheet.proposers.addAll(persons(starter));
        sheet.proposers.addAll(persons(proposer));
        sheets.put(new Place(tenant, run, step), sheet);
    }

    private static Set<String> persons(Actor who) {
        Set<String> persons = new HashSet<>(Set.of(who.id()));
        who.onBehalfOf().ifPresent(persons::add);
        return persons;
    }

    private Optional<Sheet> sheet(String tenant, String run, String step) {
        return Optional.ofNullable(sheets.get(new Place(tenant, run, step)));
    }

    void edited(String tenant, String run, String step, String payload, Actor by) {
        sheet(tenant, run, step).ifPresent(sheet -> {
            sheet.payload = payload;
            sheet.editors = persons(by);
            sheet.yes.clear();
            sheet.instead.clear();
        });
    }

    void resubmitted(String tenant, String run, String step, Actor by) {
        sheet(tenant, run, step).ifPresent(sheet -> {
            sheet.requesters = persons(by);
            sheet.yes.clear();
            sheet.instead.clear();
        });
    }

    /** Votes are void: the question was taken back, or the answer was. */
    void cleared(String tenant, String run, String step) {
        sheet(tenant, run, step).ifPresent(sheet -> sheet.yes.clear());
    }

    /** Another one is asked instead. */
    void reassigned(String tenant, String run, String step, String from, String to, boolean keepsVotes) {
        sheet(tenant, run, step).ifPresent(sheet -> {
            sheet.instead.put(from, to);
            if (!keepsVotes) {
                sheet.yes.removeIf(yes -> yes.key().equals(from));
            }
        });
    }

    void held(String tenant, String run, boolean on) {
        if (on) {
            held.add(List.of(tenant, run));
        } else {
            held.remove(List.of(tenant, run));
        }
    }

    boolean isHeld(String tenant, String run) {
        return held.contains(List.of(tenant, run));
    }

    void cancelled(String tenant, String run) {
        cancelled.add(List.of(tenant, run));
        sheets.forEach((place, sheet) -> {
            if (place.tenant().equals(tenant) && place.run().equals(run) && sheet.effect == Effect.NONE) {
                sheet.stopped = true;
            }
        });
    }

    boolean isCancelled(String tenant, String run) {
        return cancelled.contains(List.of(tenant, run));
    }

    void resolved(String tenant, String run, String step, boolean done) {
        sheet(tenant, run, step).ifPresent(sheet -> sheet.effect = done ? Effect.DONE : Effect.NONE);
    }

    /** Notes a vote that was accepted; returns what is wrong with that. */
    List<String> voted(String tenant, String run, String step, int round, Actor by, Vote vote) {
        List<String> wrong = new ArrayList<>();
        sheet(tenant, run, step).ifPresent(sheet -> {
            Actor now = people.find(tenant, by.id()).orElse(by);
            if (now.kind() != ActorKind.HUMAN) {
                wrong.add("'" + by.id() + "' is no person and voted");
            }
            if (sheet.isInterested(now)) {
                wrong.add("'" + by.id() + "' voted on what they had asked for or written");
            }
            if (!sheet.voted.add(round + "/" + by.id())) {
                wrong.add("'" + by.id() + "' voted twice in round " + round);
            }
            if (isHeld(tenant, run)) {
                wrong.add("'" + by.id() + "' voted, and the run is on hold");
            }
            if (sheet.proposers.contains(vote.right())
                    || sheet.requesters.contains(vote.right())
                    || sheet.editors.contains(vote.right())) {
                wrong.add("'" + by.id() + "' voted for '" + vote.right() + "', who had asked for it or written it");
            }
            if (vote.approves()) {
                sheet.yes.add(new Yes(by.id(), vote.right(), vote.role()));
            }
        });
        return wrong;
    }

    /** Notes that a handler is called; returns what is wrong with that. */
    List<String> called(String tenant, String run, String step, String key, int attempt, String payload, Instant now) {
        List<String> wrong = new ArrayList<>();
        Optional<Sheet> known = sheet(tenant, run, step);
        if (known.isEmpty()) {
            return wrong;
        }
        Sheet sheet = known.get();
        if (!sheet.payload.equals(payload)) {
            wrong.add("executed " + payload + ", and what was approved is " + sheet.payload);
        }
        if (isHeld(tenant, run)) {
            wrong.add("executed, and the run is on hold");
        }
        if (sheet.stopped) {
            wrong.add("executed, and the run was cancelled before");
        }
        boolean again = attempt > 1 && sheet.lastKey.filter(key::equals).isPresent();
        if (sheet.effect == Effect.DONE || (sheet.effect == Effect.UNKNOWN && !again)) {
            wrong.add("executed again, and its effect is " + sheet.effect);
        }
        if (!again && sheet.lastKey.filter(key::equals).isPresent()) {
            wrong.add("a key was used for two executions");
        }
        sheet.lastKey = Optional.of(key);
        sheet.effect = Effect.UNKNOWN;
        needed(sheet, now)
                .ifPresentOrElse(
                        roles -> {
                            if (!satisfied(tenant, sheet, roles)) {
                                wrong.add("executed with yes of " + sheet.yes + ", and needed is " + roles);
                            }
                        },
                        () -> wrong.add("executed, and the gate says " + gate.of(sheet.action)));
        return wrong;
    }

    void done(String tenant, String run, String step) {
        sheet(tenant, run, step).ifPresent(sheet -> sheet.effect = Effect.DONE);
    }

    void notDone(String tenant, String run, String step) {
        sheet(tenant, run, step).ifPresent(sheet -> sheet.effect = Effect.NONE);
    }

    /** Returns whose yes an action needs now, as the semantics have it; empty if it must not run. */
    private Optional<Map<String, Integer>> needed(Sheet sheet, Instant now) {
        boolean outside = external.containsKey(sheet.action);
        boolean critical = external.get(sheet.action) == RiskLevel.CRITICAL;
        Map<String, Integer> byDefault = Map.of(ModelGate.DEFAULT_APPROVER, 1);
        ModelGate.Say say = gate.of(sheet.action);
        if (say instanceof ModelGate.Say.Deny) {
            return Optional.empty();
        } else if (say instanceof ModelGate.Say.Later later && now.isBefore(later.until())) {
            return Optional.empty();
        } else if (say instanceof ModelGate.Say.Ask ask) {
            return Optional.of(ask.roles());
        } else if (say instanceof ModelGate.Say.InTurn turn) {
            Map<String, Integer> roles = new TreeMap<>();
            turn.roles().forEach(role -> roles.put(role, 1));
            return Optional.of(roles);
        } else if (say instanceof ModelGate.Say.Raise raise) {
            return Optional.of(raise.roles());
        } else if (say instanceof ModelGate.Say.Fail) {
            return Optional.of(byDefault);
        } else if (say instanceof ModelGate.Say.Nothing) {
            return Optional.of(outside || risky.contains(sheet.action) ? byDefault : Map.of());
        }
        return Optional.of(critical ? byDefault : Map.of());
    }

    /** Whether those who said yes, hold their role still and have no interest are enough, each counted once. */
    private boolean satisfied(String tenant, Sheet sheet, Map<String, Integer> roles) {
        List<Yes> valid = sheet.yes.stream()
                .filter(yes -> isGood(tenant, sheet, yes.voter()) && isGood(tenant, sheet, yes.right()))
                .filter(yes -> yes.key().startsWith("@")
                        || people.find(tenant, yes.right())
                                .orElseThrow()
                                .roles()
                                .contains(yes.key()))
                .toList();
        List<String> seats = new ArrayList<>();
        new TreeMap<>(roles).forEach((role, quorum) -> {
            for (int i = 0; i < quorum; i++) {
                seats.add(role);
            }
        });
        return seated(sheet, seats, 0, valid, new HashSet<>());
    }

    private boolean isGood(String tenant, Sheet sheet, String person) {
        return people.find(tenant, person)
                .filter(actor -> actor.kind() == ActorKind.HUMAN && !sheet.isInterested(actor))
                .isPresent();
    }

    private static boolean seated(Sheet sheet, List<String> seats, int seat, List<Yes> valid, Set<String> taken) {
        if (seat == seats.size()) {
            return true;
        }
        for (Yes yes : valid) {
            boolean fits = yes.key().equals(seats.get(seat)) || isInstead(sheet, seats.get(seat), yes.key());
            if (fits && !taken.contains(yes.voter()) && !taken.contains(yes.right())) {
                Set<String> more = new HashSet<>(taken);
                more.add(yes.voter());
                more.add(yes.right());
                if (seated(sheet, seats, seat + 1, valid, more)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether one is asked instead of another, perhaps by way of others. */
    private static boolean isInstead(Sheet sheet, String asked, String key) {
        String now = asked;
        for (int i = 0; i < sheet.instead.size() && sheet.instead.containsKey(now); i++) {
            now = sheet.instead.get(now);
            if (now.equals(key)) {
                return true;
            }
        }
        return false;
    }
}
