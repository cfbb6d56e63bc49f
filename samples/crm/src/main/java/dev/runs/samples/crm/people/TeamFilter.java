package dev.runs.samples.crm.people;

/**
 * Which teams a list is to show.
 *
 * @param by what is compared
 * @param value what it must be equal to
 */
public record TeamFilter(By by, String value) {
    /** What can be compared; names whatever their case. */
    public enum By {
        /** The id. */
        ID("id = :value"),
        /** The name that is shown. */
        DISPLAY_NAME("lower(display_name) = lower(:value)"),
        /** The provisioning client's key. */
        EXTERNAL_ID("external_id = :value"),
        /** The id of somebody who is in it. */
        MEMBER("exists (select 1 from team_member m where m.tenant = team.tenant and m.team = team.id"
                + " and m.person = :value)");

        final String condition;

        By(String condition) {
            this.condition = condition;
        }
    }
}
