package dev.runs.storage.jdbc;

import dev.runs.storage.Bytes;
import dev.runs.storage.Position;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column of many rows, as an array of PostgreSQL: so a statement has the same text and the same number of values
 * however many rows it writes.
 *
 * @param type the name of the elements' type
 * @param values the elements
 */
@SuppressWarnings("ArrayRecordComponent") // made here and bound at once; never compared
record Column(String type, @Nullable Object[] values) {
    static <T> Column words(Collection<T> rows, Function<T, String> word) {
        return new Column("text", rows.stream().map(word).toArray(String[]::new));
    }

    static <T> Column longs(Collection<T> rows, ToLongFunction<T> number) {
        return new Column("int8", rows.stream().map(number::applyAsLong).toArray(Long[]::new));
    }

    static <T> Column integers(Collection<T> rows, ToIntFunction<T> number) {
        return new Column("int4", rows.stream().map(number::applyAsInt).toArray(Integer[]::new));
    }

    static <T> Column flags(Collection<T> rows, Function<T, Boolean> flag) {
        return new Column(
                "int2",
                rows.stream().map(row -> (short) (flag.apply(row) ? 1 : 0)).toArray(Short[]::new));
    }

    /** Instants, some of which may be missing. */
    static <T> Column instants(Collection<T> rows, Function<T, Optional<Instant>> instant) {
        return new Column(
                "int8",
                rows.stream()
                        .map(row -> instant.apply(row).map(Position::micros).orElse(null))
                        .toArray(Long[]::new));
    }

    /** Bytes, some of which may be missing. */
    static <T> Column bytes(Collection<T> rows, Function<T, Optional<Bytes>> bytes) {
        return new Column(
                "bytea",
                rows.stream()
                        .map(row -> bytes.apply(row).map(Bytes::toByteArray).orElse(null))
                        .toArray(byte[][]::new));
    }
}
