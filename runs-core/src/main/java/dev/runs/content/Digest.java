package dev.runs.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The salted digest of a piece of content: {@code sha256:} and 64 hexadecimal digits over salt and bytes. The salt makes
 * it impossible to guess erased content from its digest.
 *
 * @param value the digest as text
 * @since 0.1.0
 */
public record Digest(String value) {
    /** The number of random bytes before the content. */
    public static final int SALT_BYTES = 32;

    /** Returns the digest of salt and text. */
    public static Digest of(byte[] salt, String text) {
        MessageDigest sha = sha256();
        sha.update(salt);
        sha.update(text.getBytes(UTF_8));
        return new Digest("sha256:" + HexFormat.of().formatHex(sha.digest()));
    }

    /** Returns the first digits, enough for people to compare: {@code sha256:1a2b3c4d5e6f}. */
    public String abbreviated() {
        return value.length() <= 19 ? value : value.substring(0, 19);
    }

    @Override
    public String toString() {
        return value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
