package dev.runs.engine;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Where ids and salts come from. Implementations are thread-safe and never give the same twice.
 *
 * @since 0.1.0
 */
public interface IdSource {
    /** Returns a new id of letters, digits and hyphens, at most 60 characters long. */
    String newId();

    /** Returns as many new random bytes as asked for, good enough to keep a secret. */
    byte[] newSalt(int bytes);

    /** Returns ids that begin with the time, so that rows which are written together lie together. */
    static IdSource timeOrdered(InstantSource clock) {
        SecureRandom random = new SecureRandom();
        return new IdSource() {
            @Override
            public String newId() {
                byte[] bytes = ByteBuffer.allocate(16).putLong(clock.millis()).array();
                System.arraycopy(newSalt(8), 0, bytes, 8, 8);
                // The six low bytes of the time are enough until the year 10889.
                return HexFormat.of().formatHex(bytes, 2, 16);
            }

            @Override
            public byte[] newSalt(int bytes) {
                byte[] salt = new byte[bytes];
                random.nextBytes(salt);
                return salt;
            }
        };
    }
}
