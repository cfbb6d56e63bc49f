package dev.runs.rules;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.StepFact;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a rule can ask about a step. The constant's lower-case name is the word that authors write. */
enum Property {
    ACTION(Type.TEXT),
    AGENT(Type.FLAG),
    AMOUNT(Type.DECIMAL),
    EXTERNAL(Type.FLAG),
    KEY(Type.TEXT),
    PATTERN(Type.REACH),
    RISK(Type.RISK),
    TARGET(Type.TEXT),
    TITLE(Type.TEXT);

    /** The kinds of values. */
    enum Type {
        TEXT("a text", "\"crm.promote-reference\"", false),
        FLAG("true or false", "true", false),
        DECIMAL("a number", "10000", true),
        REACH("a Pattern", "Pattern.EXTERNAL", false),
        RISK("a RiskLevel", "RiskLevel.MEDIUM", true);

        private final String words;
        private final String example;
        private final boolean ordered;

        Type(String words, String example, boolean ordered) {
            this.words = words;
            this.example = example;
            this.ordered = ordered;
        }

        String words() {
            return words;
        }

        String example() {
            return example;
        }

        boolean ordered() {
            return ordered;
        }

        /** Returns the name of the enum whose constants are the values, or empty. */
        Optional<String> enumName() {
            return switch (this) {
                case REACH -> Optional.of("Pattern");
                case RISK -> Optional.of("RiskLevel");
                default -> Optional.empty();
            };
        }

        /** Returns the constants that can be values; empty when the type is not an enum. */
        List<? extends Enum<?>> constants() {
            return switch (this) {
                case REACH -> List.of(Pattern.values());
                case RISK -> List.of(RiskLevel.values());
                default -> List.of();
            };
        }
    }

    private static final List<String> WORDS =
            Arrays.stream(values()).map(Property::word).toList();

    private final Type type;

    Property(Type type) {
        this.type = type;
    }

    Type type() {
        return type;
    }

    /** Returns whether a step may have no value for it. */
    boolean optional() {
        return this == AMOUNT || this == TARGET;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the step's value, or null when it is missing. */
    @Nullable
    Object of(StepFact step) {
        return switch (this) {
            case ACTION -> step.action();
            case AGENT -> step.agent();
            case AMOUNT -> step.amount().orElse(null);
            case EXTERNAL -> step.external();
            case KEY -> step.key();
            case PATTERN -> step.pattern();
            case RISK -> step.risk();
            case TARGET -> step.target().orElse(null);
            case TITLE -> step.title();
        };
    }

    static Optional<Property> named(String word) {
        return Arrays.stream(values())
                .filter(property -> property.word().equals(word))
                .findFirst();
    }

    static List<String> words() {
        return WORDS;
    }
}
