package dev.runs.rules.internal.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a property is compared. {@code sign} is what authors write, {@code method} what canonical rules call. */
public enum Operator {
    EQUAL("==", "equalTo"),
    NOT_EQUAL("!=", "notEqualTo"),
    BELOW("<", "below"),
    AT_MOST("<=", "atMost"),
    ABOVE(">", "above"),
    AT_LEAST(">=", "atLeast"),
    IN("in", "oneOf"),
    NOT_IN("not in", "noneOf"),
    CONTAINS("contains", "containing"),
    NOT_CONTAINS("not contains", "notContaining"),
    STARTS_WITH("startsWith", "startingWith"),
    NOT_STARTS_WITH("not startsWith", "notStartingWith"),
    ENDS_WITH("endsWith", "endingWith"),
    NOT_ENDS_WITH("not endsWith", "notEndingWith"),
    MISSING("is missing", "missing"),
    PRESENT("is not missing", "present");

    private final String sign;
    private final String method;

    Operator(String sign, String method) {
        this.sign = sign;
        this.method = method;
    }

    public String sign() {
        return sign;
    }

    public String method() {
        return method;
    }

    public boolean needsOrder() {
        return this == BELOW || this == AT_MOST || this == ABOVE || this == AT_LEAST;
    }

    /** Returns whether a part of a text, or one of a set of texts, is looked for. */
    public boolean looksInto() {
        return switch (this) {
            case CONTAINS, NOT_CONTAINS, STARTS_WITH, NOT_STARTS_WITH, ENDS_WITH, NOT_ENDS_WITH -> true;
            default -> false;
        };
    }

    public boolean comparesWithValue() {
        return this != MISSING && this != PRESENT;
    }

    /** Returns whether it compares with a list of values. */
    public boolean takesList() {
        return this == IN || this == NOT_IN;
    }

    /** Returns whether the values of a type can be compared so. */
    public boolean fits(Type type) {
        return switch (this) {
            case BELOW, AT_MOST, ABOVE, AT_LEAST -> type.ordered();
            case EQUAL, NOT_EQUAL, IN, NOT_IN -> type.kind() != Type.Kind.TEXTS;
            case CONTAINS, NOT_CONTAINS -> type.kind() == Type.Kind.TEXT || type.kind() == Type.Kind.TEXTS;
            case STARTS_WITH, NOT_STARTS_WITH, ENDS_WITH, NOT_ENDS_WITH -> type.kind() == Type.Kind.TEXT;
            case MISSING, PRESENT -> true;
        };
    }

    /** Returns the operator that is true of a value exactly when this one is false of it. */
    public Operator opposite() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case BELOW -> AT_LEAST;
            case AT_LEAST -> BELOW;
            case ABOVE -> AT_MOST;
            case AT_MOST -> ABOVE;
            case IN -> NOT_IN;
            case NOT_IN -> IN;
            case CONTAINS -> NOT_CONTAINS;
            case NOT_CONTAINS -> CONTAINS;
            case STARTS_WITH -> NOT_STARTS_WITH;
            case NOT_STARTS_WITH -> STARTS_WITH;
            case ENDS_WITH -> NOT_ENDS_WITH;
            case NOT_ENDS_WITH -> ENDS_WITH;
            case MISSING -> PRESENT;
            case PRESENT -> MISSING;
        };
    }

    /** Returns the operator that is written as the given sign or word, such as {@code >=} or {@code contains}. */
    public static Optional<Operator> ofSign(String sign) {
        return Arrays.stream(values())
                .filter(operator -> operator.sign.equals(sign))
                .findFirst();
    }

    /** Returns all signs and words. */
    public static List<String> signs() {
        return Arrays.stream(values()).map(Operator::sign).toList();
    }
}
