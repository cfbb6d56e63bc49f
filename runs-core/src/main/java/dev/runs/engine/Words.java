package dev.runs.engine;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.storage.Names;

/**
 * Words of handlers, as they can be kept. What a handler says after its effect is in the world must not keep the effect
 * from being recorded, so that texts are mended, while keys, which lineage compares, are refused.
 */
final class Words {
    private static final int MAX_TEXT = 100_000;

    private Words() {}

    /** Returns a text without halves of surrogate pairs, and cut where it is very long. */
    static String kept(String text) {
        int length = Math.min(text.length(), MAX_TEXT);
        StringBuilder kept = new StringBuilder(length);
        int point;
        for (int i = 0; i < length; i += Character.charCount(point)) {
            point = text.codePointAt(i);
            // Also the half that the cut leaves over at the very end.
            boolean half = Character.getType(point) == Character.SURROGATE || i + Character.charCount(point) > length;
            kept.append(half ? "\uFFFD" : Character.toString(point));
        }
        return kept.toString();
    }

    /** Returns a key of the host as it is, if it can be kept. */
    static String key(String what, String key) {
        try {
            return Names.check(what + " id", key);
        } catch (IllegalArgumentException e) {
            throw new RunsException(
                    new Problem(
                            ErrorCode.PLAN_TEXT,
                            "A handler's output cannot be kept: " + e.getMessage() + ".",
                            "use a short stable key of the host"),
                    e);
        }
    }
}
