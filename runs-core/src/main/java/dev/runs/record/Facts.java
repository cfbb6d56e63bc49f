package dev.runs.record;

import dev.runs.action.ActionType;
import dev.runs.document.Comment;
import dev.runs.document.DecisionText;
import dev.runs.document.Fields;
import dev.runs.document.OutputsText;
import dev.runs.document.RunTexts;
import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.Outputs;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known of a run, with its contents read and put beside it. Erased content is an empty answer here. Used by one
 * thread for one reading.
 */
final class Facts {
    private final RecordSource source;
    private final Run run;
    private final Texts texts;
    private final Map<String, Optional<DecisionText>> decisions = new HashMap<>();
    private final Map<String, RecordedEvent> latest = new HashMap<>();

    Facts(RecordSource source) {
        this.source = source;
        this.run = source.run();
        this.texts = new Texts(run, source.contents(), source.withheld(), source.names());
        for (RecordedEvent recorded : source.history()) {
            recorded.event()
                    .about()
                    .ifPresent(step -> latest.put(key(step, recorded.event().getClass()), recorded));
        }
    }

    private static String key(String step, Class<?> kind) {
        return kind.getSimpleName() + " " + step;
    }

    private <T> Optional<T> read(String name, String id, Function<Fields, T> reader) {
        Optional<Map<String, ?>> content = source.contents().get(id);
        return content == null ? Optional.empty() : content.map(fields -> reader.apply(Fields.of(name, fields)));
    }

    Run run() {
        return run;
    }

    /** What is read in the place of words that are not there. */
    String gone() {
        return texts.gone();
    }

    /** The same after a subject in the plural. */
    String wereGone() {
        return (source.withheld() ? "are " : "were ") + gone();
    }

    Label goneLabel() {
        return new Label(source.withheld() ? "WITHHELD" : "REDACTED", gone());
    }

    Step step(String id) {
        return run.step(id).orElseThrow();
    }

    /** The steps of the page, in their order (S1). */
    List<Step> counted() {
        return ordered().stream().filter(run::counts).toList();
    }

    /** The steps as they were added; what a patch brought in stands where it belongs and not at the end. */
    private List<Step> ordered() {
        List<String> order = new ArrayList<>();
        for (RecordedEvent recorded : source.history()) {
            if (recorded.event() instanceof RunEvent.StepInserted inserted) {
                order.add(order.indexOf(inserted.before()), inserted.step().id());
            } else if (recorded.event() instanceof RunEvent.StepReplaced replaced) {
                order.add(order.indexOf(replaced.step()) + 1, replaced.by().id());
            } else if (recorded.event() instanceof RunEvent.StepsAdded added) {
                added.steps().forEach(step -> order.add(step.id()));
            }
        }
        return order.stream().map(this::step).toList();
    }

    String title() {
        return texts.title();
    }

    String owner() {
        return texts.owner();
    }

    /** The clause that says what was found; empty if there never was one. */
    Optional<String> clause() {
        return texts.clause();
    }

    Optional<RunTexts.SignalText> signal() {
        return texts.signal();
    }

    /** What triggered the run, in words. */
    String trigger() {
        return texts.trigger();
    }

    Optional<RunTexts.MeetingText> meeting(String id) {
        return texts.meeting(id);
    }

    String title(String step) {
        return texts.title(step);
    }

    /** What an approval of the step is called: its action's title (S1). */
    String actionTitle(String step) {
        return texts.actionTitle(step);
    }

    /** A step in a sentence: its title in quotation marks, or its id where the title was erased. */
    String named(String step) {
        return texts.named(step);
    }

    /** A step's action in a sentence. */
    String namedAction(String step) {
        return texts.namedAction(step);
    }

    Optional<String> plannedNote(String step) {
        return texts.plannedNote(step);
    }

    /** What people call the action, as the host's catalogue says. */
    String actionName(ActionRef action) {
        return source.catalog().find(action.type()).map(ActionType::name).orElse(action.type());
    }

    Optional<DecisionText> decision(String content) {
        return decisions.computeIfAbsent(content, id -> read("gate decision", id, DecisionText::from));
    }

    Optional<OutputsText> outputs(Outputs outputs) {
        return read("outputs", outputs.content(), OutputsText::from);
    }

    String comment(String content) {
        return read("comment", content, Comment::from)
                .map(comment -> Wording.plain(comment.text()))
                .orElseGet(this::gone);
    }

    /** What people are called. */
    Names names() {
        return source.names();
    }

    /** What an actor is called. */
    String who(ActorRef actor) {
        return source.names().of(actor);
    }

    /** The last event of a kind about a step. */
    <E extends RunEvent> Optional<E> latest(String step, Class<E> kind) {
        return recorded(step, kind).map(recorded -> kind.cast(recorded.event()));
    }

    Optional<RecordedEvent> recorded(String step, Class<? extends RunEvent> kind) {
        return Optional.ofNullable(latest.get(key(step, kind)));
    }

    /** The findings for which people were asked in a round; empty where its content was erased. */
    List<Finding.Require> requirements(Round round) {
        return decision(round.decision()).stream()
                .flatMap(decision -> decision.answer().findings().stream())
                .filter(finding -> finding.level() == Level.ENFORCE)
                .filter(finding -> asksFor(round, finding.rule().id()))
                .flatMap(finding -> finding.effect() instanceof Finding.Require require
                        ? java.util.stream.Stream.of(require)
                        : java.util.stream.Stream.<Finding.Require>empty())
                .toList();
    }

    private static boolean asksFor(Round round, String rule) {
        return round.requirement().tracks().stream()
                .anyMatch(track -> track.rules().contains(rule));
    }

    /** How many approvals a round needs over all its tracks. */
    static long needed(Round round) {
        return round.askings().stream()
                .mapToLong(asking -> asking.offer().needed()
                        + asking.track().stages().stream()
                                .skip(asking.offer().stage() + 1L)
                                .mapToLong(stage ->
                                        stage.quorum().needed(stage.approvers().size()))
                                .sum()
                        + before(asking))
                .sum();
    }

    /** The approvals that the stages before this one had. */
    private static long before(Round.Asking asking) {
        return asking.track().stages().stream()
                .limit(asking.offer().stage())
                .mapToLong(stage -> stage.quorum().needed(stage.approvers().size()))
                .sum();
    }

    static long given(Round round) {
        return round.askings().stream()
                .mapToLong(asking -> before(asking) + Math.min(asking.offer().needed(), round.approvals(asking)))
                .sum();
    }

    /** The distinct roots of the run: the meetings, else the signal (S12). */
    long roots() {
        long meetings = run.header().meetings().stream().distinct().count();
        return meetings > 0 ? meetings : run.header().signal().stream().count();
    }

    /** The approvals attached to the run: one per step that was ever asked about. */
    long approvals() {
        return run.steps().stream().filter(step -> !step.rounds().isEmpty()).count();
    }

    long previews() {
        return run.steps().stream()
                .flatMap(step -> step.outputs().stream())
                .mapToLong(Outputs::previews)
                .sum();
    }

    long files() {
        return run.steps().stream()
                .flatMap(step -> step.outputs().stream())
                .flatMap(outputs -> outputs.artifacts().stream())
                .distinct()
                .count();
    }

    long roadmapLinks() {
        return run.steps().stream()
                .flatMap(step -> step.outputs().stream())
                .flatMap(outputs -> outputs.roadmapLinks().stream())
                .distinct()
                .count();
    }
}
