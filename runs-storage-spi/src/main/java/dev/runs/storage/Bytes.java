package dev.runs.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence of bytes: what a store keeps without looking inside.
 *
 * <p>Thread-safe. Arrays are copied on the way in and on the way out.
 *
 * @since 0.1.0
 */
public final class Bytes {
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** Returns the sequence without any byte. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** Returns a copy of the given array as an immutable sequence. */
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** Returns a copy of the first bytes of an array. */
    public static Bytes of(byte[] value, int length) {
        return new Bytes(Arrays.copyOf(value, length));
    }

    /** Returns the UTF-8 bytes of a text. */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(UTF_8));
    }

    /** Returns a copy of the bytes. */
    public byte[] toByteArray() {
        return value.clone();
    }

    /**
     * Copies the bytes to the beginning of an array that the caller uses again and again.
     *
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void copyTo(byte[] target) {
        System.arraycopy(value, 0, target, 0, value.length);
    }

    /** Returns the number of bytes. */
    public int size() {
        return value.length;
    }

    /** Returns the bytes read as UTF-8; malformed input is replaced, so use it for text only. */
    public String utf8() {
        return new String(value, UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Names the size only: what is inside may be personal data and must not reach a log. */
    @Override
    public String toString() {
        return Objects.toString(value.length) + " bytes";
    }
}
