package dev.runs.engine;

import dev.runs.content.Payload;
import dev.runs.document.OutputsText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * One permitted execution of one step: what to do, and where to leave what came of it. Only the library makes one, and
 * only for a permit that it has consumed. Not thread-safe; of no use after the handler has returned.
 *
 * @since 0.1.0
 */
public final class Execution {
    private final String tenant;
    private final String run;
    private final String step;
    private final String action;
    private final String key;
    private final int attempt;
    private final Payload payload;
    private final BiConsumer<String, Payload> check;
    private final BooleanSupplier stop;
    private Optional<String> note = Optional.empty();
    private final List<OutputsText.Preview> previews = new ArrayList<>();
    private final List<OutputsText.File> files = new ArrayList<>();
    private final List<OutputsText.Link> links = new ArrayList<>();
    private final Map<String, Payload> supplied = new LinkedHashMap<>();

    Execution(
            String tenant,
            String run,
            String step,
            String action,
            String key,
            int attempt,
            Payload payload,
            BiConsumer<String, Payload> check,
            BooleanSupplier stop) {
        this.tenant = tenant;
        this.run = run;
        this.step = step;
        this.action = action;
        this.key = key;
        this.attempt = attempt;
        this.payload = payload;
        this.check = check;
        this.stop = stop;
    }

    /** Returns the tenant. */
    public String tenant() {
        return tenant;
    }

    /** Returns the run's id. */
    public String run() {
        return run;
    }

    /** Returns the step's id. */
    public String step() {
        return step;
    }

    /** Returns the action type. */
    public String action() {
        return action;
    }

    /** Returns the idempotency key: the same in every attempt under one permit, and never given for anything else. */
    public String key() {
        return key;
    }

    /** Returns 1 for the first call under this permit. */
    public int attempt() {
        return attempt;
    }

    /** Returns the payload exactly as it was approved. */
    public Payload payload() {
        return payload;
    }

    /** Returns the approved payload as a record. */
    public <R extends Record> R payload(Class<R> type) {
        return payload.as(type);
    }

    /**
     * Returns whether the step was cancelled since, because a join that stops its losers had enough without it: a handler that
     * can turn back may do so, and throws {@link NotDoneException} then. It may be asked often; the store is looked at no more
     * than once a second. What the handler answers after that is recorded, and nothing follows from it.
     */
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }

    /** Says in one sentence what was done. */
    public Execution note(String sentence) {
        this.note = Optional.of(Words.kept(sentence));
        return this;
    }

    /** Publishes an action preview: what was done, in which words. */
    public Execution preview(String title, String text) {
        previews.add(new OutputsText.Preview(Words.kept(title), Words.kept(text)));
        return this;
    }

    /**
     * Attaches a file to the run, with its lineage.
     *
     * @throws dev.runs.error.RunsException if the id is empty, longer than 200 characters or has a control character;
     *     call this before anything that cannot be undone
     */
    public Execution file(String id, String title, String mediaType, String location) {
        files.add(new OutputsText.File(
                Words.key("file", id), Words.kept(title), Words.kept(mediaType), Words.kept(location)));
        return this;
    }

    /**
     * Attaches a roadmap item to the run, with its lineage.
     *
     * @throws dev.runs.error.RunsException if the id is empty, longer than 200 characters or has a control character;
     *     call this before anything that cannot be undone
     */
    public Execution roadmapLink(String id, String title) {
        links.add(new OutputsText.Link(Words.key("roadmap item", id), Words.kept(title)));
        return this;
    }

    /**
     * Supplies the payload of a later step that waits for it.
     *
     * @throws dev.runs.error.RunsException if there is no such step, it does not wait, or the payload does not fit; call
     *     this before anything that cannot be undone
     */
    public Execution supply(String laterStep, Payload laterPayload) {
        check.accept(laterStep, laterPayload);
        supplied.put(laterStep, laterPayload);
        return this;
    }

    OutputsText outputs() {
        return new OutputsText(note, previews, files, links);
    }

    Map<String, Payload> supplied() {
        return supplied;
    }
}
