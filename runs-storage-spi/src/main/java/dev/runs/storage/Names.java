package dev.runs.storage;

import java.util.Comparator;

/**
 * The words that reach a store: which ones can be kept, and how they are ordered.
 *
 * <p>The rows of the SPI check their own words. A store checks those that come as plain strings, such as a tenant.
 *
 * @since 0.1.0
 */
public final class Names {
    /**
     * The order of words in every list: by code point, which is also the order of their UTF-8 bytes. It differs from
     * {@link String#compareTo} where a character needs two chars.
     */
    public static final Comparator<String> ORDER = Names::compare;

    private static final int MAX_LENGTH = 200;

    private Names() {}

    /**
     * Returns the given word if a store can keep it: 1 to 200 characters, none of them a control character or half of
     * a surrogate pair. (A lone surrogate has no UTF-8 form: two different words would become one.)
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static String check(String what, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " has " + value.length() + " characters; at most " + MAX_LENGTH + " are kept");
        }
        int point;
        for (int i = 0; i < value.length(); i += Character.charCount(point)) {
            point = value.codePointAt(i);
            if (Character.isISOControl(point)) {
                throw new IllegalArgumentException(what + " has a control character at index " + i);
            }
            if (Character.getType(point) == Character.SURROGATE) {
                throw new IllegalArgumentException(what + " has half of a surrogate pair at index " + i);
            }
        }
        return value;
    }

    private static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Surrogates stand for code points above every other char, though their own values are not the highest.
                boolean high = Character.isSurrogate(a);
                return high == Character.isSurrogate(b) ? Character.compare(a, b) : high ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
