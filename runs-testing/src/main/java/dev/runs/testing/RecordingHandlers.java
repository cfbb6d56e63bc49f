package dev.runs.testing;

import dev.runs.engine.Execution;
import dev.runs.engine.Handler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The handlers of a scenario: they note that they were called, and do what a test says. Thread-safe.
 *
 * @since 0.1.0
 */
public final class RecordingHandlers implements Handler {
    private final List<Performed> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Handler> behaviour = new ConcurrentHashMap<>();

    /** Makes handlers that do nothing but note it. */
    public RecordingHandlers() {}

    /** Says what the handler of an action does from now on, after it has noted the call. */
    public RecordingHandlers on(String action, Handler handler) {
        behaviour.put(action, handler);
        return this;
    }

    /** Returns the calls so far, in order. */
    public List<Performed> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void handle(Execution execution) throws Exception {
        calls.add(new Performed(
                execution.tenant(),
                execution.run(),
                execution.step(),
                execution.action(),
                execution.key(),
                execution.attempt(),
                execution.payload()));
        Handler handler = behaviour.get(execution.action());
        if (handler != null) {
            handler.handle(execution);
        }
    }
}
