package dev.runs.samples.crm.signin;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets that nobody guesses. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** Returns 256 random bits as text. */
    static String random() {
        return random(32);
    }

    /** Returns random bytes as text. */
    static String random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
