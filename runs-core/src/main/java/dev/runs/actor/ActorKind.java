package dev.runs.actor;

/**
 * What an actor is. Only humans decide.
 *
 * @since 0.1.0
 */
public enum ActorKind {
    /** A person. */
    HUMAN,
    /** An AI agent. */
    AGENT,
    /** A program of the host. */
    SERVICE
}
