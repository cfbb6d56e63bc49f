package dev.runs.rules.internal.model;

import dev.runs.content.Payload;
import dev.runs.gate.Finding;
import dev.runs.gate.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One thing that a rule says when it speaks. What exactly can depend on the step. */
public sealed interface Saying {
    /** Returns what it is when nothing is known of the step: as near misses and documents tell it. */
    Finding.Effect inGeneral();

    /**
     * Returns what is said of a step; empty if that is nothing.
     *
     * @param holds says of each of {@link #conditions} whether it holds of the step
     * @param field gives a field of the step's payload, or null if it is missing
     */
    Optional<Finding.Effect> of(Predicate<Rule> holds, Function<String, @Nullable Object> field);

    /** Returns the conditions on which it depends, written as rules that say nothing. */
    default List<Rule> conditions() {
        return List.of();
    }

    /** Says the same of every step. */
    record Always(Finding.Effect inGeneral) implements Saying {
        @Override
        public Optional<Finding.Effect> of(Predicate<Rule> holds, Function<String, @Nullable Object> field) {
            return Optional.of(inGeneral);
        }
    }

    /** What becomes of a stage whose condition does not hold. */
    enum Otherwise {
        /** It is left out. */
        SKIP,
        /** It counts as approved, and so do the stages behind it. */
        APPROVE,
        /** The step is rejected. */
        REJECT
    }

    /**
     * A stage, and when it is asked.
     *
     * @param when the condition; empty to ask always
     * @param otherwise what becomes of it if the condition does not hold
     */
    record Staged(Optional<Rule> when, Otherwise otherwise, Stage stage) {}

    /**
     * Asks stages one after the other, those whose condition holds.
     *
     * @param everyStage what it asks if all conditions hold
     */
    record Ask(List<Staged> stages, Finding.Require everyStage) implements Saying {
        /** Makes it of stages and of what else a requirement says. */
        public static Ask of(
                List<Staged> stages, String reason, Optional<String> review, Set<String> evidence, boolean frozen) {
            List<Stage> all = stages.stream().map(Staged::stage).toList();
            return new Ask(List.copyOf(stages), new Finding.Require(all, reason, review, evidence, frozen));
        }

        @Override
        public Finding.Effect inGeneral() {
            return everyStage;
        }

        @Override
        public Optional<Finding.Effect> of(Predicate<Rule> holds, Function<String, @Nullable Object> field) {
            List<Stage> asked = new ArrayList<>();
            boolean approved = false;
            for (Staged staged : stages) {
                if (staged.when().isEmpty() || holds.test(staged.when().get())) {
                    asked.add(staged.stage());
                } else if (staged.otherwise() == Otherwise.REJECT) {
                    return Optional.of(new Finding.Deny(everyStage.reason()));
                } else if (staged.otherwise() == Otherwise.APPROVE) {
                    approved = true;
                    break;
                }
            }
            if (!asked.isEmpty()) {
                return Optional.of(new Finding.Require(
                        asked, everyStage.reason(), everyStage.review(), everyStage.evidence(), everyStage.frozen()));
            }
            return approved ? Optional.of(new Finding.Allow(everyStage.reason())) : Optional.empty();
        }

        @Override
        public List<Rule> conditions() {
            return stages.stream().flatMap(staged -> staged.when().stream()).toList();
        }
    }

    /**
     * Wants another step before this one, with some of its payload's fields.
     *
     * @param fields the fields that are copied; one that is missing is left out
     */
    record Insert(String action, String title, List<String> fields, String reason) implements Saying {
        @Override
        public Finding.Effect inGeneral() {
            return new Finding.InsertBefore(action, title, Payload.empty(), reason);
        }

        @Override
        public Optional<Finding.Effect> of(Predicate<Rule> holds, Function<String, @Nullable Object> field) {
            Map<String, Object> copied = new HashMap<>();
            for (String name : fields) {
                Object value = field.apply(name);
                if (Objects.nonNull(value)) {
                    copied.put(name, value);
                }
            }
            return Optional.of(new Finding.InsertBefore(action, title, Payload.of(copied), reason));
        }
    }
}
