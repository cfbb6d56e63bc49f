package dev.runs.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands in a list, for the authors of stores: by number first, then by words in {@link Names#ORDER}. A
 * page ends at the position of its last row, and the next one begins with what is greater.
 *
 * @param number the first key; 0 where a list is ordered by words only
 * @param words the other keys
 * @since 0.1.0
 */
public record Position(long number, List<String> words) implements Comparable<Position> {
    private static final byte FORM = 1;
    private static final int PREFIX_BYTES = 1 + Integer.BYTES + Long.BYTES;
    /** Words have no control characters, so that one can stand between them. */
    private static final String BETWEEN = "\u001f";

    private static final Instant AFTER_ALL = Moments.LAST.plus(1, ChronoUnit.MICROS);

    /** Copies the words. */
    public Position {
        words = List.copyOf(words);
    }

    /** Returns the position of the given number and words. */
    public static Position of(long number, String... words) {
        return new Position(number, List.of(words));
    }

    /**
     * Returns the number by which instants are ordered: microseconds since 1970, what is finer cut off. An instant before
     * all that a store keeps, such as {@link Instant#MIN}, has a number below theirs, and one after all of them a number
     * above.
     */
    public static long micros(Instant instant) {
        if (instant.isBefore(Moments.FIRST)) {
            return micros(Moments.FIRST) - 1;
        }
        if (instant.isAfter(AFTER_ALL)) {
            return micros(AFTER_ALL);
        }
        // Not ChronoUnit.between: on JDK 17 it counts in nanoseconds and overflows before 1677 and after 2262.
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /**
     * Returns the position that a cursor stands for, or empty for the beginning.
     *
     * @param cursor the cursor
     * @param scope the store, the list and the tenant that the cursor is used for
     * @throws IllegalArgumentException if {@link #cursor} did not make it for the same scope
     */
    public static Optional<Position> read(Cursor cursor, String scope) {
        if (cursor.isStart()) {
            return Optional.empty();
        }
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(cursor.token());
        } catch (IllegalArgumentException e) {
            throw foreign(e);
        }
        if (token.length < PREFIX_BYTES || token[0] != FORM) {
            throw foreign(null);
        }
        ByteBuffer buffer = ByteBuffer.wrap(token, 1, token.length - 1);
        int sum = buffer.getInt();
        long number = buffer.getLong();
        String joined = new String(token, PREFIX_BYTES, token.length - PREFIX_BYTES, UTF_8);
        Position position = new Position(number, List.of(joined.split(BETWEEN, -1)));
        if (sum != position.sum(scope)) {
            throw foreign(null);
        }
        return Optional.of(position);
    }

    /** Returns an opaque cursor at this position that {@link #read} accepts for the same scope only. */
    public Cursor cursor(String scope) {
        byte[] text = String.join(BETWEEN, words).getBytes(UTF_8);
        ByteBuffer token = ByteBuffer.allocate(PREFIX_BYTES + text.length);
        token.put(FORM).putInt(sum(scope)).putLong(number).put(text);
        return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(token.array()));
    }

    @Override
    public int compareTo(Position other) {
        int order = Long.compare(number, other.number);
        for (int i = 0; order == 0 && i < Math.min(words.size(), other.words.size()); i++) {
            order = Names.ORDER.compare(words.get(i), other.words.get(i));
        }
        return order != 0 ? order : Integer.compare(words.size(), other.words.size());
    }

    /** A sum that finds mistakes, such as a cursor of another tenant; it is no protection against forgery. */
    private int sum(String scope) {
        CRC32 crc = new CRC32();
        crc.update((scope + BETWEEN + number + BETWEEN + String.join(BETWEEN, words)).getBytes(UTF_8));
        return (int) crc.getValue();
    }

    private static IllegalArgumentException foreign(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the cursor was not given by this store for this list and tenant; begin with Cursor.start()", cause);
    }
}
