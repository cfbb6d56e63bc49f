package dev.runs.record;

import dev.runs.document.Fields;
import dev.runs.document.RunTexts;
import dev.runs.run.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The words that came with a run and its steps: titles, owner, signal, meetings. Read once, for one reading. */
final class Texts {
    private final Run run;
    private final boolean withheld;
    private final Names names;
    private final List<RunTexts> texts = new ArrayList<>();
    private final boolean erased;
    private final Map<String, RunTexts.StepText> steps = new HashMap<>();

    /**
     * Reads them.
     *
     * @param contents the contents of the run by id; empty, or missing, for what was erased
     * @param withheld whether the contents are missing because they are not for the reader to see
     * @param names what people are called
     */
    Texts(Run run, Map<String, Optional<Map<String, ?>>> contents, boolean withheld, Names names) {
        this.run = run;
        this.withheld = withheld;
        this.names = names;
        boolean gone = false;
        for (String id : run.texts()) {
            Optional<Map<String, ?>> content = contents.getOrDefault(id, Optional.empty());
            gone |= content.isEmpty();
            content.map(fields -> RunTexts.from(Fields.of("run texts", fields))).ifPresent(read -> {
                texts.add(read);
                steps.putAll(read.steps());
            });
        }
        this.erased = gone;
    }

    /** What is read in the place of words that are not there. */
    String gone() {
        return withheld ? Wording.WITHHELD : Wording.REDACTED;
    }

    /** A key of the host in the place of words that never were; a note in the place of those that were erased. */
    private String lost(String key) {
        return erased ? gone() : key;
    }

    String title() {
        return ofRun(RunTexts::title).map(Wording::plain).orElseGet(() -> lost(run.id()));
    }

    String owner() {
        return ofRun(RunTexts::owner)
                .map(Wording::plain)
                .orElseGet(() -> lost(names.of(run.header().owner())));
    }

    /** The clause that says what was found; empty if there never was one. */
    Optional<String> clause() {
        return ofRun(RunTexts::summary)
                .map(Wording::plain)
                .or(() -> texts.isEmpty() && erased && !withheld ? Optional.of(Wording.REDACTED) : Optional.empty());
    }

    Optional<RunTexts.SignalText> signal() {
        return ofRun(RunTexts::signal)
                .map(signal -> new RunTexts.SignalText(Wording.plain(signal.label()), signal.at()));
    }

    /** What triggered the run, in words. */
    String trigger() {
        if (run.header().signal().isEmpty()) {
            return Wording.NO_TRIGGER;
        }
        return signal().map(RunTexts.SignalText::label).orElseGet(this::gone);
    }

    Optional<RunTexts.MeetingText> meeting(String id) {
        return texts.stream()
                .flatMap(text -> Optional.ofNullable(text.meetings().get(id)).stream())
                .findFirst();
    }

    private <T> Optional<T> ofRun(Function<RunTexts, Optional<T>> part) {
        return texts.stream().flatMap(text -> part.apply(text).stream()).findFirst();
    }

    String title(String step) {
        RunTexts.StepText text = steps.get(step);
        return text == null ? lost(step) : Wording.plain(text.title());
    }

    /** What an approval of the step is called: its action's title (S1). */
    String actionTitle(String step) {
        RunTexts.StepText text = steps.get(step);
        return text == null ? lost(step) : Wording.plain(text.action().orElse(text.title()));
    }

    /** A step in a sentence: its title in quotation marks, or its id where the title was erased. */
    String named(String step) {
        return steps.containsKey(step) ? Wording.quoted(title(step)) : unnamed(step);
    }

    /** A step's action in a sentence. */
    String namedAction(String step) {
        return steps.containsKey(step) ? Wording.quoted(actionTitle(step)) : unnamed(step);
    }

    private String unnamed(String step) {
        return (erased ? (withheld ? "" : Wording.REDACTED + " ") + "step " : "") + Wording.quoted(step);
    }

    Optional<String> plannedNote(String step) {
        return Optional.ofNullable(steps.get(step))
                .flatMap(RunTexts.StepText::note)
                .map(Wording::plain);
    }
}
