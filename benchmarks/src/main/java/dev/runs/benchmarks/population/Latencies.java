package dev.runs.benchmarks.population;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.gate.Gate;
import dev.runs.plan.Meeting;
import dev.runs.plan.Signal;
import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** What single calls take on a store with a population, one after the other: the median and the 99th of 100. */
final class Latencies {
    private static final int WARM_UP = 300;
    private static final int SAMPLES = 1_000;
    private static final int PAGE = 50;

    private final RunStore store;
    private final int population;
    private final PrintStream out;
    private final Random random;
    private final Runs runs;
    private int next;
    private String waitingTenant = "";
    private String waitingRole = "";

    Latencies(RunStore store, int population, long seed, PrintStream out) {
        this.store = store;
        this.population = population;
        this.out = out;
        this.random = new Random(seed);
        // Another seed decides about other runs, as long as there are any.
        this.next = (int) ((seed - 1) * 20_011 % population);
        this.runs = Runs.builder()
                .store(store)
                .catalog(RunTemplate.catalog())
                .rules(Gate.askingAlways(Population.role(0)))
                .identity(Identity.of(actors()))
                .manualWork()
                .build();
        out.println("seed " + seed + ", " + SAMPLES + " samples after " + WARM_UP + " to warm up, one thread");
        out.println("| call | median, ms | 99th of 100, ms |");
        out.println("|---|---|---|");
    }

    private static Actor[] actors() {
        List<Actor> actors = new ArrayList<>();
        for (int number = 0; number < Population.TENANTS * 5; number++) {
            String tenant = Population.tenant(number);
            actors.add(Actor.agent(tenant, "agent"));
            actors.add(Actor.human(tenant, "dora", allRoles().toArray(new String[0])));
        }
        return actors.stream().distinct().toArray(Actor[]::new);
    }

    private static Set<String> allRoles() {
        Set<String> roles = new TreeSet<>();
        for (int number = 0; roles.size() < Population.ROLES; number++) {
            roles.add(Population.role(number));
        }
        return roles;
    }

    /** One call; its argument was made before the clock starts. */
    private interface Call<T> {
        void with(T argument);
    }

    private interface Source<T> {
        T next();
    }

    private <T> void measure(String name, Source<T> arguments, Call<T> call) {
        long[] nanos = new long[SAMPLES];
        for (int i = -WARM_UP; i < SAMPLES; i++) {
            T argument = arguments.next();
            long begin = System.nanoTime();
            call.with(argument);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        out.printf(
                Locale.ROOT, "| %s | %.3f | %.3f |%n", name, nanos[SAMPLES / 2] / 1e6, nanos[SAMPLES * 99 / 100] / 1e6);
    }

    private int any() {
        return random.nextInt(population);
    }

    private int any(IntPredicate fits) {
        int number = any();
        while (!fits.test(number)) {
            number = any();
        }
        return number;
    }

    /** Each waiting run once, spread over the population. */
    private int nextWaiting() {
        int number;
        do {
            number = (int) (next++ * 7919L % population);
        } while (Population.ending(number) != RunTemplate.Ending.WAITING);
        return number;
    }

    void all() {
        Set<String> three = Set.copyOf(List.copyOf(allRoles()).subList(0, 3));
        String largest = Population.tenant(0);
        measure("first inbox page, 3 roles, largest tenant", () -> largest, tenant -> inbox(tenant, three));
        measure(
                "first inbox page, 3 roles, any tenant",
                () -> Population.tenant(any()),
                tenant -> inbox(tenant, three));
        Cursor deep = deepInbox(largest, three);
        measure(
                "inbox page 20, 3 roles, largest tenant",
                () -> largest,
                tenant -> store.inbox(tenant, three, deep, PAGE));
        measure(
                "inbox counts, 3 roles, largest tenant",
                () -> largest,
                tenant -> store.inboxCounts(tenant, three, RunTemplate.AT, 1_000));
        measure("first page of the run list, largest tenant", () -> largest, this::runList);
        measure("run list, one status, any tenant", () -> Population.tenant(any()), this::pausedRuns);
        measure(
                "run with its steps",
                this::any,
                number -> store.load(new RunKey(Population.tenant(number), Population.run(number))));
        measure("upstream of a roadmap link", () -> any(this::isApproved), this::upstream);
        measure("downstream of a meeting", this::any, this::downstream);
        measure("decision: one approves", this::waiting, this::approve);
        measure("start of a run", this::any, this::start);
    }

    private boolean isApproved(int number) {
        return Population.ending(number) == RunTemplate.Ending.APPROVED;
    }

    private void inbox(String tenant, Set<String> roles) {
        store.inbox(tenant, roles, Cursor.start(), PAGE);
    }

    private Cursor deepInbox(String tenant, Set<String> roles) {
        Cursor at = Cursor.start();
        for (int page = 1; page < 20; page++) {
            Optional<Cursor> following = store.inbox(tenant, roles, at, PAGE).next();
            if (following.isEmpty()) {
                return at;
            }
            at = following.get();
        }
        return at;
    }

    private void runList(String tenant) {
        Page<RunRow> page = store.runs(tenant, RunFilter.all(), Cursor.start(), PAGE);
        if (page.rows().isEmpty()) {
            throw new IllegalStateException("tenant " + tenant + " has no run");
        }
    }

    private void pausedRuns(String tenant) {
        store.runs(tenant, new RunFilter(Set.of("PAUSED"), Optional.empty()), Cursor.start(), PAGE);
    }

    private void upstream(int number) {
        runs.as(Actor.agent(Population.tenant(number), "agent"))
                .lineage()
                .upstreamOfRoadmapLink("roadmap of " + Population.run(number));
    }

    private void downstream(int number) {
        runs.as(Actor.agent(Population.tenant(number), "agent"))
                .lineage()
                .downstreamOfMeeting(Population.meeting(number));
    }

    private ApprovalView waiting() {
        int number = nextWaiting();
        waitingTenant = Population.tenant(number);
        waitingRole = Population.role(number);
        return runs.as(Actor.human(waitingTenant, "dora")).approval(Population.run(number), "promote");
    }

    private void approve(ApprovalView seen) {
        Answer answer = runs.as(Actor.human(waitingTenant, "dora")).approveAs(waitingRole, seen, "Cleared by legal.");
        if (!answer.isAccepted()) {
            throw new IllegalStateException(answer.toString());
        }
    }

    private void start(int number) {
        String name = "measured " + random.nextLong();
        runs.as(Actor.agent(Population.tenant(number), "agent"))
                .start(RunTemplate.plan(
                        new Signal(name, "Outcome language", RunTemplate.AT),
                        Meeting.external("meeting of " + name, "Quarterly review", RunTemplate.AT),
                        "file of " + name));
    }
}
