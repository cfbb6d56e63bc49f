package dev.runs.storage;

/** Checks the identifiers that reach a store, in one place. */
final class Names {
    static final int MAX_LENGTH = 200;

    private Names() {}

    /**
     * Returns the given identifier if a store can keep it: 1 to 200 characters, none of them a control character.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static String check(String what, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " has " + value.length() + " characters; at most " + MAX_LENGTH + " are kept");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(what + " has a control character at index " + i);
            }
        }
        return value;
    }
}
