package dev.runs.rules;

import dev.runs.actor.Actor;
import dev.runs.gate.PackRef;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.pack.Checksums;
import dev.runs.rules.internal.pack.FolderSource;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Watches a folder and activates the pack in it when it has changed. The host decides how often, by calling {@link #run} from an
 * executor of its own; that is also where packs are loaded, while the one in force answers. Who does not want to wait for the next look
 * asks for a {@link #reload}.
 *
 * <p>A change is activated when two looks in a row found the same files, and each look is itself of one moment. That is still no
 * proof that a writer who takes a long rest has finished: rename a finished folder or link, or have the watcher
 * {@linkplain #withChecksums insist on checksums}. A pack that cannot be loaded is reported once, and the pack in force stays.
 *
 * <p>Thread-safe; looks are made one after the other.
 *
 * @since 0.1.0
 */
public final class RuleFolder implements Runnable {
    private final Path folder;
    private final RuleShelf shelf;
    private final Optional<String> tenant;
    private final Actor actor;
    private final Listener listener;
    private final boolean checksums;

    /** What the last look found, if it has to be seen once more. */
    private Optional<String> candidate = Optional.empty();
    /** What was dealt with: activated, in force already, or refused. */
    private Optional<String> settled = Optional.empty();
    /** A pack that is compiled and could not be recorded. */
    private @Nullable RulePack waiting;

    /**
     * Learns what the watcher does. Called on the thread that looks or reloads.
     *
     * @since 0.1.0
     */
    public interface Listener {
        /** A changed pack was put in force. */
        void activated(Activation activation);

        /**
         * A changed pack was not put in force; the pack in force stays. Reported once for the same files, unless it may succeed
         * without a change of them, as when the store could not be reached; then for each attempt.
         *
         * @param failure usually a {@link RulePackException} or a {@link RuleShelfException}
         */
        void refused(RuntimeException failure);
    }

    private RuleFolder(
            Path folder, RuleShelf shelf, Optional<String> tenant, Actor actor, Listener listener, boolean checksums) {
        this.folder = folder;
        this.shelf = shelf;
        this.tenant = tenant;
        this.actor = actor;
        this.listener = listener;
        this.checksums = checksums;
    }

    /**
     * Returns a watcher of the global pack's folder.
     *
     * @param actor in whose name it activates, usually {@link Actor#service}
     */
    public static RuleFolder of(Path folder, RuleShelf shelf, Actor actor, Listener listener) {
        return new RuleFolder(folder, shelf, Optional.empty(), actor, listener, false);
    }

    /** Returns a watcher of the folder of a tenant's pack. */
    public static RuleFolder of(String tenant, Path folder, RuleShelf shelf, Actor actor, Listener listener) {
        return new RuleFolder(folder, shelf, Optional.of(tenant), actor, listener, false);
    }

    /** Returns a watcher that takes a pack only with a {@code pack.sha256} that all of its files agree with. */
    public RuleFolder withChecksums() {
        return new RuleFolder(folder, shelf, tenant, actor, listener, true);
    }

    /** Looks once. What goes wrong is told to the listener; nothing is thrown but what the listener throws. */
    @Override
    public synchronized void run() {
        Optional<Activation> done;
        try {
            done = look();
        } catch (RuntimeException e) {
            listener.refused(e);
            return;
        }
        done.ifPresent(listener::activated);
    }

    /**
     * Has the folder read by an executor, now and whether or not a look has seen a change, and returns at once; the pack in force answers
     * meanwhile. It is all of the new pack or nothing: whatever fails, the pack in force stays. Who asked is told what came of it,
     * and so is the listener.
     *
     * @param actor in whose name the pack is activated, and who gives the reason
     * @param executor on whose threads the pack is loaded, which can take seconds
     * @return what was recorded when the pack is in force; empty if it was in force already; or the failure, a
     *     {@link RulePackException} or a {@link RuleShelfException}. Cancelling it does not stop anything
     */
    public CompletionStage<Optional<Activation>> reload(Actor actor, String reason, Executor executor) {
        return shelf.later(() -> reload(actor, reason), executor);
    }

    private synchronized Optional<Activation> reload(Actor by, String reason) {
        Optional<Activation> done;
        try {
            FolderSource.Snapshot seen = new FolderSource(folder).snapshot(Limits.STANDARD);
            done = load(seen).map(loaded -> put(loaded, by, reason));
            // A look that comes later finds nothing new in these files.
            candidate = Optional.of(seen.fingerprint());
            settled = candidate;
            waiting = null;
        } catch (RuntimeException e) {
            listener.refused(e);
            throw e;
        }
        done.ifPresent(listener::activated);
        return done;
    }

    /** Returns the pack of the files; empty if it is in force already. */
    private Optional<RulePack> load(FolderSource.Snapshot seen) {
        CheckedPack checked = RulePacks.checked(RulePacks.name(folder), complete(seen), Limits.STANDARD);
        return inForce().map(PackRef::digest).equals(Optional.of(checked.ref().digest()))
                ? Optional.empty()
                : Optional.of(RulePacks.compile(RulePacks.name(folder), checked, Limits.STANDARD));
    }

    private Optional<Activation> look() {
        FolderSource.Snapshot seen = new FolderSource(folder).snapshot(Limits.STANDARD);
        if (seen.unsettled()) {
            candidate = Optional.empty();
            return Optional.empty();
        }
        Optional<String> found = Optional.of(seen.fingerprint());
        if (found.equals(settled)) {
            return Optional.empty();
        }
        if (!found.equals(candidate)) {
            candidate = found;
            waiting = null;
            return Optional.empty();
        }
        RulePack loaded = waiting;
        if (loaded == null) {
            // Whatever becomes of these files now, they are tried once.
            settled = found;
            Optional<RulePack> next = load(seen);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            loaded = next.get();
        }
        return Optional.of(activate(loaded));
    }

    private FolderSource.Snapshot complete(FolderSource.Snapshot seen) {
        if (!checksums || seen.files().containsKey(Checksums.FILE)) {
            return seen;
        }
        RuleProblem missing = new RuleProblem(
                RuleErrorCode.CHECKSUM,
                Checksums.FILE,
                0,
                0,
                "The folder has no " + Checksums.FILE + ", and is loaded with it only.",
                Optional.of(Checksums.EXAMPLE));
        throw new RulePackException(RulePacks.name(folder), List.of(missing));
    }

    private Activation activate(RulePack loaded) {
        Activation activation;
        try {
            activation = put(loaded, actor, "The files in folder '" + RulePacks.name(folder) + "' changed.");
        } catch (RuleShelfException e) {
            if (e.code() == RuleErrorCode.NOT_RECORDED) {
                settled = Optional.empty();
                waiting = loaded;
            }
            throw e;
        }
        waiting = null;
        settled = candidate;
        return activation;
    }

    private Activation put(RulePack loaded, Actor by, String reason) {
        return tenant.isPresent()
                ? shelf.activate(tenant.get(), loaded, by, reason)
                : shelf.activate(loaded, by, reason);
    }

    private Optional<PackRef> inForce() {
        return tenant.isPresent() ? shelf.pack(tenant.get()) : Optional.of(shelf.pack());
    }
}
