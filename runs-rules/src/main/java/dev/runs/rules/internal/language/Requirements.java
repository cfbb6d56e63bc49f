package dev.runs.rules.internal.language;

import dev.runs.gate.Finding;
import dev.runs.gate.Stage;
import dev.runs.rules.internal.model.Saying;
import dev.runs.rules.internal.model.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The requirements that {@code pack.yaml} gives a name.
 *
 * @param declared whether the names are known; they are not where the file has mistakes
 * @param named whom each asks, and what the review is called
 */
public record Requirements(boolean declared, Map<String, Named> named) {
    public static final Requirements UNKNOWN = new Requirements(false, Map.of());
    static final int MOST_QUORUM = 20;

    /**
     * A requirement: all that it asks must be answered.
     *
     * @param asks who is asked beside each other
     * @param stages who is asked one after the other; none where there are {@code asks}
     * @param evidence the fields that approvers are shown and that their approval rests on
     * @param frozen whether the payload cannot be edited once somebody has voted
     */
    public record Named(
            Optional<String> review,
            List<Stage> asks,
            List<Saying.Staged> stages,
            Set<String> evidence,
            boolean frozen) {
        public Named {
            asks = List.copyOf(asks);
            stages = List.copyOf(stages);
        }

        /** Returns what a rule says that asks for it. */
        List<Saying> sayings(String reason) {
            if (!stages.isEmpty()) {
                return List.of(Saying.Ask.of(stages, reason, review, evidence, frozen));
            }
            return asks.stream()
                    .<Saying>map(stage ->
                            new Saying.Always(new Finding.Require(List.of(stage), reason, review, evidence, frozen)))
                    .toList();
        }
    }

    public Requirements {
        named = Map.copyOf(named);
    }

    /** Returns how many people that is; empty if it is no number that can be asked for. */
    static Optional<Integer> quorum(String text) {
        return Optional.of(text)
                .filter(number -> number.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .filter(number -> number >= 1 && number <= MOST_QUORUM);
    }

    /** Returns the time that people have; empty if it is none that can be given. */
    static Optional<Duration> due(String text) {
        if (text.matches("P[0-9DTHMS]+") && Type.DURATION.parse(text) instanceof Duration due) {
            return Optional.of(due)
                    .filter(found ->
                            !found.isNegative() && !found.isZero() && found.compareTo(Duration.ofDays(366)) <= 0);
        }
        return Optional.empty();
    }
}
