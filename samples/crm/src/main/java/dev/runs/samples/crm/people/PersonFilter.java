package dev.runs.samples.crm.people;

/**
 * Whom a list of people is to show.
 *
 * @param by what is compared
 * @param value what it must be equal to
 */
public record PersonFilter(By by, String value) {
    /** What can be compared; names and addresses whatever their case. */
    public enum By {
        /** The id. */
        ID("id = :value"),
        /** The user name. */
        USER_NAME("lower(user_name) = lower(:value)"),
        /** The provisioning client's key. */
        EXTERNAL_ID("external_id = :value"),
        /** The name that is shown. */
        DISPLAY_NAME("lower(display_name) = lower(:value)"),
        /** The e-mail address. */
        EMAIL("lower(email) = lower(:value)");

        final String condition;

        By(String condition) {
            this.condition = condition;
        }
    }
}
