package dev.runs.record;

/**
 * A word for people with the code behind it, by which a page can choose a colour or a sign.
 *
 * @param code the stable code, such as {@code AWAITING_APPROVAL}
 * @param text the word, such as {@code Awaiting Approval}
 * @since 0.1.0
 */
public record Label(String code, String text) {
    static Label of(Enum<?> constant, String text) {
        return new Label(constant.name(), text);
    }

    /** Returns the word. */
    @Override
    public String toString() {
        return text;
    }
}
