package dev.runs.run;

import dev.runs.actor.Delegation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was arranged about the question that waits for one of those who are asked: the holders of a role, or a person.
 *
 * @param owner who has it to answer, for as long as nobody else may; empty if whoever is asked may
 * @param delegations for whom others may answer it, oldest first
 * @since 0.1.0
 */
public record Item(Optional<String> owner, List<Delegation> delegations) {
    /** An item about which nothing was arranged. */
    public static final Item FREE = new Item(Optional.empty(), List.of());

    /** Copies the list. */
    public Item {
        delegations = List.copyOf(delegations);
    }

    Item ownedBy(Optional<String> person) {
        return new Item(person, delegations);
    }

    Item with(Delegation delegation) {
        List<Delegation> all = new ArrayList<>(delegations);
        all.removeIf(earlier ->
                earlier.from().equals(delegation.from()) && earlier.to().equals(delegation.to()));
        all.add(delegation);
        return new Item(owner, all);
    }

    /** Returns those for whom a person may answer at a moment. */
    public List<String> standsInFor(String person, Instant at) {
        return delegations.stream()
                .filter(delegation -> delegation.to().equals(person) && delegation.holdsAt(at))
                .map(Delegation::from)
                .toList();
    }
}
