package dev.runs.action;

/**
 * How much harm an action can do, from the host's {@link ActionCatalog}. The order of the constants is the order of
 * risk.
 *
 * @since 0.1.0
 */
public enum RiskLevel {
    /** Easily undone and seen by nobody outside. */
    LOW,
    /** Seen by others or tedious to undo. */
    MEDIUM,
    /** Costly, contractual or public. */
    HIGH,
    /** Cannot be undone, or unknown. */
    CRITICAL;

    /** Returns whether this level is the given one or above it. */
    public boolean isAtLeast(RiskLevel other) {
        return compareTo(other) >= 0;
    }
}
