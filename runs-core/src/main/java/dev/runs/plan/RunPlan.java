package dev.runs.plan;

import dev.runs.action.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run is to do: its title, what triggered it and its steps. It is read when the run is started and may be built
 * further afterwards without effect on that run. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class RunPlan extends StepsBuilder<RunPlan> {
    private final String title;
    private final List<Meeting> meetings = new ArrayList<>();
    private Pattern pattern = Pattern.INTERNAL;
    private Optional<String> id = Optional.empty();
    private Optional<String> about = Optional.empty();
    private Optional<String> owner = Optional.empty();
    private Optional<String> ownerName = Optional.empty();
    private Optional<String> summary = Optional.empty();
    private Optional<Signal> signal = Optional.empty();

    private RunPlan(String title) {
        this.title = title;
    }

    /** Returns a plan with that title and nothing else. */
    public static RunPlan named(String title) {
        return new RunPlan(title);
    }

    @Override
    RunPlan self() {
        return this;
    }

    /** Says which id the run has; without it the library makes one. */
    public RunPlan id(String runId) {
        this.id = Optional.of(runId);
        return this;
    }

    /** Says how far the run reaches; internal unless said otherwise. */
    public RunPlan pattern(Pattern reach) {
        this.pattern = reach;
        return this;
    }

    /** Says which record of the host the run is about, by the host's key. */
    public RunPlan about(String recordKey) {
        this.about = Optional.of(recordKey);
        return this;
    }

    /** Says who answers for the run, by key and by name; without it, whoever starts it. */
    public RunPlan owner(String key, String name) {
        this.owner = Optional.of(key);
        this.ownerName = Optional.of(name);
        return this;
    }

    /** Says what was found, as the first clause of the run's summary. */
    public RunPlan summary(String clause) {
        this.summary = Optional.of(clause);
        return this;
    }

    /** Says what triggers the run. */
    public RunPlan triggeredBy(Signal what) {
        this.signal = Optional.of(what);
        return this;
    }

    /** Adds a meeting that contributed. */
    public RunPlan meeting(Meeting meeting) {
        meetings.add(meeting);
        return this;
    }

    /** Returns the title. */
    public String title() {
        return title;
    }

    /** Returns the run's id, if one is given. */
    public Optional<String> id() {
        return id;
    }

    /** Returns the reach. */
    public Pattern pattern() {
        return pattern;
    }

    /** Returns the key of the host's record. */
    public Optional<String> about() {
        return about;
    }

    /** Returns the owner's key. */
    public Optional<String> owner() {
        return owner;
    }

    /** Returns the owner's name. */
    public Optional<String> ownerName() {
        return ownerName;
    }

    /** Returns the first clause of the summary. */
    public Optional<String> summary() {
        return summary;
    }

    /** Returns the signal. */
    public Optional<Signal> signal() {
        return signal;
    }

    /** Returns the meetings. */
    public List<Meeting> meetings() {
        return List.copyOf(meetings);
    }
}
