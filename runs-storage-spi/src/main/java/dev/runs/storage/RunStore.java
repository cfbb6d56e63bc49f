package dev.runs.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps runs. An implementation must hold every numbered guarantee below; the contract tests in
 * {@code runs-storage-tck} carry the same numbers.
 *
 * <ol>
 *   <li><b>G1 Atomic.</b> A {@link Commit} is written whole or not at all, also when the process dies in the middle.
 *   <li><b>G2 Expected version.</b> A commit is written only if the run is at {@link Commit#expectedVersion()}. Of any
 *       number of concurrent commits that expect the same version exactly one is written; the others answer
 *       {@link CommitResult.VersionConflict} with the version that the run has.
 *   <li><b>G3 Acknowledged is kept.</b> What {@link CommitResult.Committed} answered is read by every later call; in a
 *       durable store also after the process or the power is gone.
 *   <li><b>G4 Once per command.</b> A command id that the tenant used before answers
 *       {@link CommitResult.DuplicateCommand} with what was recorded then, whatever else the commit says. This is
 *       looked at before keys and version.
 *   <li><b>G5 Unique keys.</b> A {@link UniqueKey} belongs to one run of its tenant. A commit of another run that names
 *       it answers {@link CommitResult.KeyTaken}. This is looked at before the version.
 *   <li><b>G6 Gap-free history.</b> {@link #history} gives every event of a run once, in order, from 1, unchanged.
 *   <li><b>G7 One moment.</b> {@link #load} gives head and steps of one version, whatever is written meanwhile.
 *   <li><b>G8 Only what changed.</b> A commit replaces the step rows it names, with their inbox items, and leaves all
 *       others as they were.
 *   <li><b>G9 Tenants apart.</b> Every call names a tenant and neither reads nor changes nor counts anything of another,
 *       even where all ids are equal.
 *   <li><b>G10 Content is written once and can be erased.</b> A commit with a content id that the run has already is
 *       refused whole with {@link StoreException.Kind#REFUSED}; this is looked at last. After {@link #erase} salt and
 *       bytes are gone for good and the row reads as erased; nothing else changes, and erasing again is no error.
 *   <li><b>G11 Pages.</b> Lists are read in a total order without skipping or repeating a row that was there all the
 *       time. Words are ordered by {@link Names#ORDER}. A cursor that the store did not give for the same list and tenant
 *       is refused with {@link IllegalArgumentException}, and so is a limit below 1.
 *   <li><b>G12 Inbox.</b> {@link #inbox} gives the items of open steps whose role was asked for, oldest first.
 *   <li><b>G13 Edges both ways.</b> An edge is found from both of its ends, once per run.
 *   <li><b>G14 Many threads.</b> All methods may be called from any thread. After {@link #close} each but
 *       {@link #capabilities} fails with {@link StoreException.Kind#CLOSED}.
 *   <li><b>G15 Bytes are bytes.</b> Documents, bodies, content and words come back as they were given; two words that
 *       differ in any character are two words.
 *   <li><b>G16 Honest failure.</b> A failure of the medium is a {@link StoreException} with nothing written, or, if it
 *       cannot be known, {@link CommitResult.OutcomeUnknown}.
 * </ol>
 *
 * <p>The store makes no ids, reads no clock and does not look into documents: whatever an index needs is in the
 * request.
 *
 * @since 0.1.0
 */
public interface RunStore extends AutoCloseable {
    /** Returns what this store promises beyond the guarantees. */
    StoreCapabilities capabilities();

    /** Writes what one command changed. */
    CommitResult commit(Commit commit);

    /** Returns the run with all its steps, or empty if the tenant has no such run. */
    Optional<StoredRun> load(RunKey key);

    /** Returns what was recorded for a command, or empty if it was never carried out. */
    Optional<CommandRow> command(String tenant, String commandId);

    /** Returns the run that holds a unique key. */
    Optional<String> holder(String tenant, UniqueKey key);

    /** Returns up to {@code limit} events, in order, whose sequence is greater than {@code after}. */
    List<StoredEvent> history(RunKey key, long after, int limit);

    /** Returns the rows of the given content ids that the run has, by id, erased ones included. */
    Map<String, ContentRow> content(RunKey key, Collection<String> ids);

    /** Erases content and returns how many rows held any until now. */
    int erase(RunKey key, Collection<String> ids);

    /** Returns runs, newest first by start, then by id. */
    Page<RunRow> runs(String tenant, RunFilter filter, Cursor after, int limit);

    /** Returns items of open steps for any of the roles, oldest first, then by run, step and item; none for no role. */
    Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit);

    /** Returns open steps in one of the given states, by run and step; none for no state. */
    Page<WorkRow> work(String tenant, Set<String> states, Cursor after, int limit);

    /** Returns how many open steps the tenant has, by facet and state, in their order. */
    List<StepTally> tally(String tenant);

    /** Returns the edges that end (upstream) or begin (downstream) at a node, in the order they were written. */
    List<EdgeRow> edges(String tenant, NodeRef node, Direction direction, int limit);

    /** Returns the tenants that have a run, in order; the only call without a tenant, for workers. */
    Page<String> tenants(Cursor after, int limit);

    /** Releases what the store holds. Closing twice is no error. */
    @Override
    void close();
}
