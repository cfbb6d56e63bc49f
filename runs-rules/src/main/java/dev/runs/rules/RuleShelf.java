package dev.runs.rules;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.PackRef;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import dev.runs.run.ActorRef;
import dev.runs.storage.Names;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The rules in force: a global pack, and for each tenant that has one a pack on top of it. Packs are replaced while questions are
 * asked; each question is answered by one version of one pack or {@linkplain RulePackStack stack}. Every change is recorded in an
 * {@link ActivationLog}, with who made it and why, before it takes effect.
 *
 * <p>A pack is loaded before it takes effect, on whatever thread the host likes: before it comes here, or by an executor that is
 * {@linkplain #activate(Supplier, Actor, String, Executor) given}. Until then the one in force answers, and a pack that does not
 * load changes nothing. A pack that was replaced answers the questions that were already on their way to
 * it; its threads end with the last of them. The last {@value #EARLIER} packs before the one in force are kept in memory, to
 * go back to. The shelf closes no pack.
 *
 * <p>Thread-safe. Asking takes no lock.
 *
 * @since 0.1.0
 */
public final class RuleShelf implements Gate {
    /** How many packs are kept to go back to. */
    public static final int EARLIER = 3;

    /** Where the global pack stands among the tenants; no tenant is called so. */
    private static final String GLOBAL = "";

    private static final int LONGEST_REASON = 1_000;
    private static final int PAGE = 500;

    private final ActivationLog log;
    private final InstantSource clock;
    private final Object changing = new Object();
    private final Object queue = new Object();
    /** Completes when all that was asked to be done later is done. */
    private CompletableFuture<Void> lastTurn = CompletableFuture.completedFuture(null);

    private volatile InForce inForce;

    /** A pack, or none for a tenant that has none, and those that were in force before it, the latest last. */
    private record Slot(Optional<RulePack> pack, List<Optional<RulePack>> earlier) {
        Slot(Optional<RulePack> pack) {
            this(pack, List.of());
        }

        Slot with(Optional<RulePack> next) {
            if (next.equals(pack)) {
                return this;
            }
            List<Optional<RulePack>> before = new ArrayList<>(earlier);
            before.add(pack);
            return new Slot(next, List.copyOf(before.subList(Math.max(0, before.size() - EARLIER), before.size())));
        }

        Slot without() {
            int last = earlier.size() - 1;
            return new Slot(earlier.get(last), earlier.subList(0, last));
        }
    }

    /** All packs at one moment, and the gates that follow from them. Never changes. */
    private record InForce(Map<String, Slot> slots, RulePack global, Map<String, Gate> stacks) {
        static InForce of(RulePack global, Map<String, Slot> slots) {
            Map<String, Gate> stacks = new HashMap<>();
            List<RuleProblem> problems = new ArrayList<>();
            slots.forEach((tenant, slot) -> {
                if (!tenant.equals(GLOBAL) && slot.pack().isPresent()) {
                    RulePack pack = slot.pack().get();
                    List<RuleProblem> clashes = RulePackStack.problems(global, pack);
                    if (clashes.isEmpty()) {
                        stacks.put(tenant, RulePackStack.of(global, pack));
                    }
                    clashes.forEach(clash -> problems.add(of(tenant, pack, clash)));
                }
            });
            if (!problems.isEmpty()) {
                throw new RulePackException(global.pack().name(), problems);
            }
            return new InForce(Map.copyOf(slots), global, Map.copyOf(stacks));
        }

        private static RuleProblem of(String tenant, RulePack pack, RuleProblem clash) {
            return new RuleProblem(
                    clash.code(),
                    pack.pack().name() + "/" + clash.file(),
                    clash.line(),
                    clash.column(),
                    "Tenant '" + tenant + "': " + clash.text(),
                    clash.hint());
        }

        Gate gate(String tenant) {
            Gate stack = stacks.get(tenant);
            return stack == null ? global : stack;
        }

        Slot slot(String tenant) {
            return slots.getOrDefault(tenant, new Slot(Optional.empty()));
        }

        InForce with(String tenant, Slot slot) {
            Map<String, Slot> changed = new TreeMap<>(slots);
            changed.put(tenant, slot);
            return of(tenant.equals(GLOBAL) ? slot.pack().orElseThrow() : global, changed);
        }

        Set<RulePack> packs() {
            Set<RulePack> packs = new HashSet<>();
            slots.values().forEach(slot -> slot.pack().ifPresent(packs::add));
            return packs;
        }
    }

    /**
     * A difference between what is in force here and what was recorded last.
     *
     * @param tenant the tenant; empty for the global pack
     * @param recorded the pack that was recorded last, by whatever process; empty for none
     * @param inForce the pack that is in force here; empty for none
     * @since 0.1.0
     */
    public record Deviation(Optional<String> tenant, Optional<PackRef> recorded, Optional<PackRef> inForce) {}

    private RuleShelf(RulePack global, Map<String, RulePack> tenants, ActivationLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        Map<String, Slot> slots = new TreeMap<>();
        slots.put(GLOBAL, new Slot(Optional.of(open(global))));
        tenants.forEach((tenant, pack) -> slots.put(Names.check("tenant", tenant), new Slot(Optional.of(open(pack)))));
        this.inForce = InForce.of(global, slots);
    }

    /** Returns a shelf whose history is lost with the process, for tests and for trying things out. */
    public static RuleShelf of(RulePack global) {
        return open(global, ActivationLog.inMemory(), InstantSource.system());
    }

    /**
     * Returns a shelf with a global pack in force. That is not recorded yet: {@link #deviations} says whether it is the pack
     * that was recorded last, and {@link #recordStart} records it.
     */
    public static RuleShelf open(RulePack global, ActivationLog log, InstantSource clock) {
        return open(global, Map.of(), log, clock);
    }

    /**
     * As {@link #open(RulePack, ActivationLog, InstantSource)}, with the packs of tenants in force as well.
     *
     * @throws RulePackException if a tenant's pack does not fit on the global one; the message lists all mistakes
     */
    public static RuleShelf open(
            RulePack global, Map<String, RulePack> tenants, ActivationLog log, InstantSource clock) {
        return new RuleShelf(global, tenants, log, clock);
    }

    /**
     * Puts a global pack in force.
     *
     * @param reason why, for the history; 1 to 1,000 characters
     * @throws RuleShelfException if an agent asks for it, the reason is missing, the pack was closed, or it cannot be recorded
     * @throws RulePackException if a tenant's pack does not fit on it
     */
    public Activation activate(RulePack pack, Actor actor, String reason) {
        return put(Optional.empty(), pack, actor, reason);
    }

    /**
     * Puts a tenant's pack in force, on top of the global one.
     *
     * @throws RuleShelfException as for {@link #activate(RulePack, Actor, String)}
     * @throws RulePackException if it does not fit on the global pack
     */
    public Activation activate(String tenant, RulePack pack, Actor actor, String reason) {
        return put(Optional.of(tenant), pack, actor, reason);
    }

    private Activation put(Optional<String> tenant, RulePack pack, Actor actor, String reason) {
        synchronized (changing) {
            Slot next = slot(tenant).with(Optional.of(pack));
            return change(Activation.Kind.ACTIVATED, tenant, next, actor, reason);
        }
    }

    /**
     * Has a global pack loaded and put in force by an executor, and returns at once; the pack in force answers meanwhile. It is all of
     * the new pack or nothing: whatever fails, the pack in force stays, and who asked is told.
     *
     * <p>Packs take effect in the order in which they were asked for, however long each takes to load. One that cannot be loaded does
     * not keep the later ones from being put in force.
     *
     * @param loading loads the pack, such as {@code () -> RulePacks.folder(path)}
     * @param executor on whose threads it is loaded; its thread is taken for seconds, so it is none that serves requests
     * @return what was recorded when the pack is in force; or the failure, which is what {@code loading} or
     *     {@link #activate(RulePack, Actor, String)} throws. Cancelling it does not stop anything
     */
    public CompletionStage<Activation> activate(
            Supplier<RulePack> loading, Actor actor, String reason, Executor executor) {
        return later(() -> activate(loading.get(), actor, reason), executor);
    }

    /** As {@link #activate(Supplier, Actor, String, Executor)}, for a tenant's pack. */
    public CompletionStage<Activation> activate(
            String tenant, Supplier<RulePack> loading, Actor actor, String reason, Executor executor) {
        return later(() -> activate(tenant, loading.get(), actor, reason), executor);
    }

    /** Has something done by an executor, after all that was asked for before. */
    <T> CompletionStage<T> later(Supplier<T> work, Executor executor) {
        CompletableFuture<T> done = new CompletableFuture<>();
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (queue) {
            before = lastTurn;
            lastTurn = turn;
        }
        CompletableFuture<Void> unused = before.thenRunAsync(
                        () -> {
                            try {
                                done.complete(work.get());
                            } catch (Throwable e) {
                                done.completeExceptionally(e);
                            }
                        },
                        executor)
                .whenComplete((nothing, refused) -> {
                    if (refused != null) {
                        // The executor takes no more work.
                        done.completeExceptionally(
                                refused instanceof CompletionException ? refused.getCause() : refused);
                    }
                    turn.complete(null);
                });
        return done;
    }

    /**
     * Takes a tenant's pack away: the global pack alone answers for it.
     *
     * @throws RuleShelfException as for {@link #activate(RulePack, Actor, String)}
     */
    public Activation withdraw(String tenant, Actor actor, String reason) {
        synchronized (changing) {
            Slot next = slot(Optional.of(tenant)).with(Optional.empty());
            return change(Activation.Kind.WITHDRAWN, Optional.of(tenant), next, actor, reason);
        }
    }

    /**
     * Puts the global pack in force that was so before the present one, in this process.
     *
     * @throws RuleShelfException if there is none, or as for {@link #activate(RulePack, Actor, String)}
     * @throws RulePackException if a tenant's pack does not fit on it
     */
    public Activation rollback(Actor actor, String reason) {
        return back(Optional.empty(), actor, reason);
    }

    /** As {@link #rollback(Actor, String)}, for a tenant's pack; a tenant that had none before has none again. */
    public Activation rollback(String tenant, Actor actor, String reason) {
        return back(Optional.of(tenant), actor, reason);
    }

    private Activation back(Optional<String> tenant, Actor actor, String reason) {
        synchronized (changing) {
            Slot slot = slot(tenant);
            if (slot.earlier().isEmpty()) {
                throw new RuleShelfException(
                        RuleErrorCode.NOTHING_EARLIER,
                        "There is no earlier " + words(tenant) + " in this process to go back to.",
                        "history() names the packs that were in force; load that one and activate it.");
            }
            return change(Activation.Kind.ROLLED_BACK, tenant, slot.without(), actor, reason);
        }
    }

    private Slot slot(Optional<String> tenant) {
        tenant.ifPresent(name -> Names.check("tenant", name));
        return inForce.slot(tenant.orElse(GLOBAL));
    }

    /** First everything that can fail, then the record, then the change, which cannot fail. */
    private Activation change(Activation.Kind kind, Optional<String> tenant, Slot next, Actor actor, String reason) {
        next.pack().ifPresent(RuleShelf::open);
        InForce before = inForce;
        InForce after = before.with(tenant.orElse(GLOBAL), next);
        Activation done = record(kind, tenant, next.pack(), before.slot(tenant.orElse(GLOBAL)), actor, reason);
        Set<RulePack> replaced = before.packs();
        replaced.removeAll(after.packs());
        after.packs().forEach(RulePack::expectQuestions);
        inForce = after;
        replaced.forEach(RulePack::expectNoQuestions);
        return done;
    }

    private Activation record(
            Activation.Kind kind,
            Optional<String> tenant,
            Optional<RulePack> pack,
            Slot before,
            Actor actor,
            String reason) {
        if (actor.kind() == ActorKind.AGENT) {
            throw new RuleShelfException(
                    RuleErrorCode.ACTIVATION,
                    "Agent '" + actor.id() + "' cannot change the rules.",
                    "have a person or a program of the host do it: rules decide about what agents do.");
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new RuleShelfException(
                    RuleErrorCode.ACTIVATION,
                    "The reason for changing the rules has "
                            + (reason.isBlank() ? "no words" : reason.length() + " characters") + ".",
                    "say why in 1 to " + LONGEST_REASON + " characters; people read it in the history.");
        }
        return log.append(new Activation(
                0,
                kind,
                tenant,
                pack.map(RulePack::pack),
                before.pack().map(RulePack::pack).map(PackRef::digest),
                ActorRef.of(actor),
                Optional.of(reason),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    /**
     * Has the threads of all packs in force end with the last question, as when the host stops. A question that is asked later is
     * answered all the same.
     */
    public void letThreadsEnd() {
        inForce.packs().forEach(RulePack::expectNoQuestions);
    }

    private static RulePack open(RulePack pack) {
        if (pack.closed()) {
            throw new RuleShelfException(
                    RuleErrorCode.CLOSED,
                    "Rule pack '" + pack.pack().name() + "', version "
                            + pack.pack().version() + ", was closed.",
                    "load it again.");
        }
        return pack;
    }

    private static String words(Optional<String> tenant) {
        return tenant.map(name -> "pack of tenant '" + name + "'").orElse("global pack");
    }

    /** Returns up to {@code limit} changes whose number is greater than {@code after}, those of other processes among them. */
    public List<Activation> history(long after, int limit) {
        return log.history(after, limit);
    }

    /**
     * Returns where the packs in force here are not those that were recorded last: after a start with other files than before, or
     * because another process activated a pack.
     */
    public List<Deviation> deviations() {
        Map<String, Optional<PackRef>> recorded = new TreeMap<>();
        long after = 0;
        for (List<Activation> page = log.history(after, PAGE); !page.isEmpty(); page = log.history(after, PAGE)) {
            page.forEach(change -> recorded.put(change.tenant().orElse(GLOBAL), change.pack()));
            after = page.get(page.size() - 1).number();
        }
        InForce now = inForce;
        Set<String> names = new HashSet<>(recorded.keySet());
        names.addAll(now.slots().keySet());
        List<Deviation> deviations = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            Optional<PackRef> last = recorded.getOrDefault(name, Optional.empty());
            Optional<PackRef> here = now.slot(name).pack().map(RulePack::pack);
            if (!last.map(PackRef::digest).equals(here.map(PackRef::digest))) {
                deviations.add(new Deviation(name.equals(GLOBAL) ? Optional.empty() : Optional.of(name), last, here));
            }
        }
        return List.copyOf(deviations);
    }

    /**
     * Records with which packs this process works, where they deviate from what was recorded last; a process that begins with the
     * same packs as before records nothing.
     *
     * @return what was recorded
     * @throws RuleShelfException as for {@link #activate(RulePack, Actor, String)}
     */
    public List<Activation> recordStart(Actor actor, String reason) {
        synchronized (changing) {
            List<Activation> started = new ArrayList<>();
            for (Deviation deviation : deviations()) {
                Slot slot = slot(deviation.tenant());
                started.add(record(
                        Activation.Kind.STARTED,
                        deviation.tenant(),
                        slot.pack(),
                        new Slot(Optional.empty()),
                        actor,
                        reason));
            }
            return List.copyOf(started);
        }
    }

    /** Returns the global pack that is in force. */
    @Override
    public PackRef pack() {
        return inForce.global().pack();
    }

    /** Returns the pack that is in force for a tenant, without the global one; empty for none. */
    public Optional<PackRef> pack(String tenant) {
        return inForce.slot(tenant).pack().map(RulePack::pack);
    }

    @Override
    public Gate forTenant(String tenant) {
        return inForce.gate(tenant);
    }

    /** Returns what any tenant's rules speak about; {@link #forTenant} knows it better. */
    @Override
    public Set<GateFacts.Kind> reads() {
        InForce now = inForce;
        Set<GateFacts.Kind> kinds = EnumSet.noneOf(GateFacts.Kind.class);
        kinds.addAll(now.global().reads());
        now.stacks().values().forEach(stack -> kinds.addAll(stack.reads()));
        return kinds;
    }

    @Override
    public GateAnswers ask(GateQuestion question) {
        return forTenant(question.tenant()).ask(question);
    }
}
