package dev.runs.storage;

import java.time.Instant;
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
 *       {@link CommitResult.VersionConflict} with the version that the run has. A run is known by its start, which never
 *       changes: where the commit's head says another one, it is about a run that was removed since, and is answered in
 *       the same way, even if the run that has its id now is at that version.
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
 *   <li><b>G9 Tenants apart.</b> Every call but those said to be for workers names a tenant and neither reads nor changes
 *       nor counts anything of another, even where all ids are equal.
 *   <li><b>G10 Content is written once and can be erased.</b> A commit with a content id that the run has already is
 *       refused whole with {@link StoreException.Kind#REFUSED}; this is looked at last. After {@link #erase} salt and
 *       bytes are gone for good and the row reads as erased; nothing else changes, and erasing again is no error.
 *   <li><b>G11 Pages.</b> Lists are read in a total order without skipping or repeating a row that was there all the
 *       time. Words are ordered by {@link Names#ORDER}. A cursor that the store did not give for the same list and tenant
 *       is refused with {@link IllegalArgumentException}, and so is a limit below 1.
 *   <li><b>G12 Inbox.</b> {@link #inbox}, {@link #overdue} and {@link #inboxCounts} give the items of open steps whose
 *       role was asked for, and no others.
 *   <li><b>G13 Edges both ways.</b> An edge is found from both of its ends, once per run.
 *   <li><b>G14 Many threads.</b> All methods may be called from any thread. After {@link #close} each but
 *       {@link #capabilities}, {@link #feed}, {@link #leases} and {@link #hostTransaction} fails with
 *       {@link StoreException.Kind#CLOSED}, and so does each method of a feed and of leases.
 *   <li><b>G15 Bytes are bytes.</b> Documents, bodies, content and words come back as they were given; two words that
 *       differ in any character are two words.
 *   <li><b>G16 Honest failure.</b> A failure of the medium is a {@link StoreException} with nothing written, or, if it
 *       cannot be known, {@link CommitResult.OutcomeUnknown}.
 *   <li><b>G17 Feed.</b> Every commit gets one position, commits of one run in their order, and none ever appears at or
 *       before a position that a reader could have read. A commit that is rolled back gets none. A bookmark moves only
 *       from where its reader believes it to be.
 *   <li><b>G18 Leases.</b> A name has one holder at a time, whoever asks from whichever process; a token is never given to
 *       two holders.
 *   <li><b>G19 The host's transaction.</b> A store that {@linkplain StoreCapabilities#joinsHostTransaction() joins} it
 *       writes and reads in it and leaves its end to the host: after a rollback nothing of ours is there, and neither a
 *       refusal nor a conflict makes it unusable. The store never commits, rolls back, closes or reconfigures what is not
 *       its own.
 *   <li><b>G20 Timers.</b> {@link #timers} gives each open step whose timer has come, earliest first.
 *   <li><b>G21 Removal.</b> {@link #remove} takes a run away whole, with everything that names it but its feed entries, or
 *       not at all. A run's id, keys and commands are free afterwards.
 *   <li><b>G22 What steps left.</b> {@link #artifacts} gives what steps left behind of one kind, newest first, once per
 *       run and step, with the moment at which it was there first.
 * </ol>
 *
 * <p>The store makes no ids, reads no clock and does not look into documents: whatever an index needs is in the
 * request. A moment in a request is taken to the microsecond, as those that are kept.
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

    /** Returns items of open steps for any of the roles that are due before a moment, earliest first, then as above. */
    Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit);

    /**
     * Returns how much waits for each of the roles, in their order, those for which nothing waits left out.
     *
     * @param now what is due before it is overdue
     * @param most where counting stops, so that the answer takes no longer however much there is
     */
    List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most);

    /** Returns open steps in one of the given states, by run and step; none for no state. */
    Page<WorkRow> work(String tenant, Set<String> states, Cursor after, int limit);

    /** Returns open steps whose timer is at or before a moment, earliest first, then by run and step. */
    Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit);

    /** Returns how many open steps the tenant has, by facet and state, in their order. */
    List<StepTally> tally(String tenant);

    /**
     * Returns the edges that end (upstream) or begin (downstream) at a node, by run and, within a run, in the order in
     * which they were written.
     */
    Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit);

    /**
     * Returns what steps left behind of one kind, newest first, then by run and, within a run, in the order in which it was
     * written.
     *
     * @param kind the kind of node
     */
    Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit);

    /** Returns runs that ended before a moment, earliest first, then by id. */
    Page<RunRow> ended(String tenant, Instant before, Cursor after, int limit);

    /**
     * Takes a run away with all its rows, if it is at the given version, and returns whether it was. The feed keeps naming
     * it until it is trimmed.
     */
    boolean remove(RunKey key, long version);

    /** Returns the tenants that have a run, in order, for workers. */
    Page<String> tenants(Cursor after, int limit);

    /** Returns every commit in one order, over all tenants, for workers. */
    RunFeed feed();

    /** Returns the names that one process at a time may hold, for workers. */
    Leases leases();

    /** Returns the host's transaction on the calling thread. */
    default HostTransaction hostTransaction() {
        return HostTransaction.none();
    }

    /** Releases what the store holds. Closing twice is no error. */
    @Override
    void close();
}
