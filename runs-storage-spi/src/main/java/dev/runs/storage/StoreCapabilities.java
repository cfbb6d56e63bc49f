package dev.runs.storage;

/**
 * What a store promises beyond the guarantees of {@link RunStore}. A contract test of a capability that a store does
 * not have is reported as skipped.
 *
 * @param name what the store calls itself in messages
 * @param durable whether a commit, once answered, survives the end of the process and a loss of power
 * @param concurrentWriters whether several transactions may write at the same time, in one process or in several; if not,
 *     one waits for the other
 * @param joinsHostTransaction whether calls join a transaction that the host has begun on their thread
 * @since 0.1.0
 */
public record StoreCapabilities(
        String name, boolean durable, boolean concurrentWriters, boolean joinsHostTransaction) {}
