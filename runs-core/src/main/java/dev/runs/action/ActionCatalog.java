package dev.runs.action;

import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All action types of a host, with their risk and reach. Immutable.
 *
 * @since 0.1.0
 */
public final class ActionCatalog {
    private final Map<String, ActionType> types;

    private ActionCatalog(Map<String, ActionType> types) {
        this.types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /** Returns a builder without any type. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the type with that key. */
    public Optional<ActionType> find(String key) {
        return Optional.ofNullable(types.get(key));
    }

    /** Returns all keys. */
    public Set<String> keys() {
        return types.keySet();
    }

    /** Returns the key that is most like the given word. */
    public Optional<String> nearest(String key) {
        return Nearest.to(key, types.keySet());
    }

    /**
     * Collects action types. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final Map<String, ActionType> types = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        private Builder() {}

        /** Adds an internal action whose payload may be anything. */
        public Builder internal(String key, RiskLevel risk) {
            return add(new Draft(key, Pattern.INTERNAL, risk, PayloadSchema.anything()));
        }

        /** Adds an internal action whose payload is a record. */
        public Builder internal(String key, RiskLevel risk, Class<? extends Record> payload) {
            return add(new Draft(key, Pattern.INTERNAL, risk, PayloadSchema.of(payload)));
        }

        /** Adds an external action whose payload may be anything. */
        public Builder external(String key, RiskLevel risk) {
            return add(new Draft(key, Pattern.EXTERNAL, risk, PayloadSchema.anything()));
        }

        /** Adds an external action whose payload is a record. */
        public Builder external(String key, RiskLevel risk, Class<? extends Record> payload) {
            return add(new Draft(key, Pattern.EXTERNAL, risk, PayloadSchema.of(payload)));
        }

        /** Adds an action type as it is. */
        public Builder type(ActionType type) {
            if (type.key().isBlank()) {
                problems.add(problem("An action type has no key.", "give it one, such as 'crm.send-mail'"));
            } else if (type.key().startsWith("runs.")) {
                problems.add(problem(
                        "Action type '" + type.key()
                                + "' begins with 'runs.', as those do that the library performs itself.",
                        "give it another key"));
            } else if (types.putIfAbsent(type.key(), type) != null) {
                problems.add(problem("Action type '" + type.key() + "' is there twice.", "remove one of the two"));
            }
            return this;
        }

        /** Says how people call the action that was added last: {@code reference promotion}. */
        public Builder named(String name) {
            ActionType last = last();
            return describe(last, name, last.targetField(), last.amountField(), last.compensation());
        }

        /** Says which payload field of the action that was added last names whom or what it is aimed at. */
        public Builder target(String field) {
            ActionType last = last();
            return describe(last, last.name(), Optional.of(field), last.amountField(), last.compensation());
        }

        /** Says which payload field of the action that was added last is the money it is about. */
        public Builder amount(String field) {
            ActionType last = last();
            return describe(last, last.name(), last.targetField(), Optional.of(field), last.compensation());
        }

        /** Says which action type undoes the action that was added last. */
        public Builder compensatedBy(String key) {
            ActionType last = last();
            return describe(last, last.name(), last.targetField(), last.amountField(), Optional.of(key));
        }

        /**
         * Returns the catalogue.
         *
         * @throws RunsException with {@link ErrorCode#CONFIG_CATALOG}, naming everything that contradicts itself
         */
        public ActionCatalog build() {
            List<Problem> all = new ArrayList<>(problems);
            for (ActionType type : types.values()) {
                type.compensation()
                        .filter(key -> !types.containsKey(key))
                        .ifPresent(key -> all.add(problem(
                                "Action type '" + type.key() + "' is compensated by '" + key
                                        + "', and there is no such type (types: " + String.join(", ", types.keySet())
                                        + ").",
                                Nearest.to(key, types.keySet())
                                        .map(near -> "did you mean '" + near + "'?")
                                        .orElse("add it to the catalogue"))));
                type.targetField().ifPresent(field -> checkField(type, field, all));
                type.amountField().ifPresent(field -> checkField(type, field, all));
            }
            if (!all.isEmpty()) {
                throw new RunsException(all);
            }
            return new ActionCatalog(types);
        }

        private static void checkField(ActionType type, String field, List<Problem> all) {
            if (!type.schema().has(field)) {
                all.add(problem(
                        "Action type '" + type.key() + "' has no payload field '" + field + "'.",
                        "name a component of its payload record"));
            }
        }

        private record Draft(String key, Pattern pattern, RiskLevel risk, PayloadSchema schema) {}

        private Builder add(Draft draft) {
            return type(new ActionType(
                    draft.key(),
                    draft.key(),
                    draft.pattern(),
                    draft.risk(),
                    draft.schema(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }

        private ActionType last() {
            ActionType last = null;
            for (ActionType type : types.values()) {
                last = type;
            }
            if (last == null) {
                throw new RunsException(problem("There is no action type to describe.", "add the action type first"));
            }
            return last;
        }

        private Builder describe(
                ActionType type,
                String name,
                Optional<String> target,
                Optional<String> amount,
                Optional<String> compensation) {
            types.put(
                    type.key(),
                    new ActionType(
                            type.key(),
                            name,
                            type.pattern(),
                            type.risk(),
                            type.schema(),
                            target,
                            amount,
                            compensation));
            return this;
        }

        private static Problem problem(String text, String fix) {
            return new Problem(ErrorCode.CONFIG_CATALOG, text, fix);
        }
    }
}
