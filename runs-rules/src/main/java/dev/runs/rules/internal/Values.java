package dev.runs.rules.internal;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The values of a fact, by property.
 *
 * @param size how many there are
 * @param value gives the value at a place, or null when it is missing
 */
public record Values(int size, IntFunction<@Nullable Object> value) {
    Operand[] operands(Literals literals) {
        Operand[] operands = new Operand[size];
        for (int i = 0; i < size; i++) {
            operands[i] = new Operand(value.apply(i), literals);
        }
        return operands;
    }
}
