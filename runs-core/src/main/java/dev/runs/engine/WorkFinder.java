package dev.runs.engine;

import dev.runs.graph.StepState;
import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.TimerRow;
import dev.runs.storage.WorkRow;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Finds, over all tenants, the runs in which there is something to do. */
final class WorkFinder {
    private static final int PAGE = 100;

    private final RunStore store;

    WorkFinder(RunStore store) {
        this.store = store;
    }

    /** Returns runs with a step that may be started. */
    Set<RunKey> ready() {
        return in(StepState.READY, StepState.RETRYING);
    }

    /** Returns runs with a step that a worker has at work, or had. */
    Set<RunKey> running() {
        return in(StepState.RUNNING);
    }

    /** Returns runs with a step whose time has come. */
    Set<RunKey> due(Instant now) {
        return keys((tenant, after) -> store.timers(tenant, now, after, PAGE), TimerRow::run);
    }

    private Set<RunKey> in(StepState... states) {
        Set<String> words = new LinkedHashSet<>();
        for (StepState state : states) {
            words.add(state.name());
        }
        return keys((tenant, after) -> store.work(tenant, words, after, PAGE), WorkRow::run);
    }

    private <T> Set<RunKey> keys(BiFunction<String, Cursor, Page<T>> list, Function<T, String> run) {
        Set<RunKey> keys = new LinkedHashSet<>();
        each(
                after -> store.tenants(after, PAGE),
                tenant ->
                        each(after -> list.apply(tenant, after), row -> keys.add(new RunKey(tenant, run.apply(row)))));
        return keys;
    }

    private static <T> void each(Function<Cursor, Page<T>> list, Consumer<T> action) {
        Optional<Cursor> after = Optional.of(Cursor.start());
        while (after.isPresent()) {
            Page<T> page = list.apply(after.get());
            page.rows().forEach(action);
            after = page.next();
        }
    }
}
