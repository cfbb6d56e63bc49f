package dev.runs.run;

import dev.runs.gate.Approver;
import dev.runs.gate.Quorum;
import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who the approvers of a requirement are at a moment, as far as it does not say so itself.
 *
 * @param persons the persons for whom a field or a chain of managers stands now, by the approver's key
 * @param vacant the roles of which the host says that nobody holds them who could answer
 * @since 0.1.0
 */
public record Staffing(Map<String, Set<String>> persons, Set<String> vacant) {
    /** Nobody has to be looked up, and every role is held. */
    public static final Staffing FULL = new Staffing(Map.of(), Set.of());

    /** Copies the collections. */
    public Staffing {
        persons = Map.copyOf(persons);
        vacant = Collections.unmodifiableSortedSet(new TreeSet<>(vacant));
    }

    /** Returns the keys of who is asked in a stage, without those who may not answer. */
    Set<String> asked(Iterable<Approver> approvers, Set<String> excluded) {
        Set<String> keys = new TreeSet<>();
        for (Approver approver : approvers) {
            if (approver instanceof Approver.Role role) {
                keys.add(role.key());
            } else if (approver instanceof Approver.Person person) {
                add(keys, person.id(), excluded);
            } else {
                persons.getOrDefault(approver.key(), Set.of()).forEach(person -> add(keys, person, excluded));
            }
        }
        return keys;
    }

    private static void add(Set<String> keys, String person, Set<String> excluded) {
        if (!excluded.contains(person)) {
            keys.add(Approver.person(person));
        }
    }

    /** Returns whether enough can be found among those who are asked. */
    private boolean suffices(Quorum quorum, Set<String> asked) {
        long persons = asked.stream().filter(Approver::isPerson).count();
        long held = asked.stream()
                .filter(key -> !Approver.isPerson(key) && !vacant.contains(key))
                .count();
        return quorum.everyone()
                ? !asked.isEmpty() && persons + held == asked.size()
                : held > 0 || persons >= quorum.least();
    }

    /** Returns the approvers that a stage lacks, as the fault names them; empty if it can be answered. */
    Set<String> lacking(Stage stage, Set<String> excluded) {
        if (suffices(stage.quorum(), asked(stage.approvers(), excluded))) {
            return Set.of();
        }
        Set<String> words = new TreeSet<>();
        stage.approvers().forEach(approver -> words.add(approver.words()));
        return words;
    }

    /** Returns the approvers that all stages of a requirement lack. */
    public Set<String> lacking(Requirement requirement, Set<String> excluded) {
        Set<String> words = new TreeSet<>();
        requirement.tracks().forEach(track -> track.stages().forEach(stage -> words.addAll(lacking(stage, excluded))));
        return words;
    }
}
