package dev.runs.rules;

import java.util.Arrays;
import java.util.Optional;

/** How a property is compared. {@code sign} is what authors write, {@code method} what canonical rules call. */
enum Operator {
    EQUAL("==", "equalTo"),
    NOT_EQUAL("!=", "notEqualTo"),
    BELOW("<", "below"),
    AT_MOST("<=", "atMost"),
    ABOVE(">", "above"),
    AT_LEAST(">=", "atLeast"),
    IN("in", "oneOf"),
    NOT_IN("not in", "noneOf"),
    MISSING("is missing", "missing"),
    PRESENT("is not missing", "present");

    private final String sign;
    private final String method;

    Operator(String sign, String method) {
        this.sign = sign;
        this.method = method;
    }

    String sign() {
        return sign;
    }

    String method() {
        return method;
    }

    boolean needsOrder() {
        return this == BELOW || this == AT_MOST || this == ABOVE || this == AT_LEAST;
    }

    boolean comparesWithValue() {
        return this != MISSING && this != PRESENT;
    }

    /** Returns the operator that is true of a value exactly when this one is false of it. */
    Operator opposite() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case BELOW -> AT_LEAST;
            case AT_LEAST -> BELOW;
            case ABOVE -> AT_MOST;
            case AT_MOST -> ABOVE;
            case IN -> NOT_IN;
            case NOT_IN -> IN;
            case MISSING -> PRESENT;
            case PRESENT -> MISSING;
        };
    }

    /** Returns the operator that is written as the given sign, such as {@code >=}. */
    static Optional<Operator> ofSign(String sign) {
        return Arrays.stream(values())
                .filter(operator -> operator.sign.equals(sign))
                .findFirst();
    }
}
