package dev.runs.actor;

/**
 * Where an actor's role comes from, as the host knows it: kept with each vote, so that an auditor can ask the same source.
 *
 * @param source the host's key of it, for example the id of a directory group
 * @param version the source's version, for example the group's ETag; may be blank if it has none
 * @since 0.1.0
 */
public record RoleSource(String source, String version) {
    /**
     * Checks the source.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public RoleSource {
        if (source.isBlank()) {
            throw new IllegalArgumentException("the source of a role needs a key");
        }
    }
}
