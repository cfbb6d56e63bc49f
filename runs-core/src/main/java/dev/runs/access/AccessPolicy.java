package dev.runs.access;

/**
 * Says who may see and do what, besides deciding. Given to {@code Runs.builder().access(...)}; {@link #standard} otherwise. It
 * can open nothing that the gate closes: what is added or edited is asked about like everything else.
 *
 * <p>Implementations are thread-safe and answer quickly: they are asked at every call, and while a command is worked out. An
 * exception counts as no.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AccessPolicy {
    /** Returns whether the actor may. */
    boolean allows(AccessQuestion question);

    /** Returns the policy of which {@link StandardAccess} says what it permits, without any role that may more. */
    static StandardAccess standard() {
        return StandardAccess.NOBODY_MORE;
    }
}
