package dev.runs.record;

import dev.runs.document.DecisionText;
import dev.runs.document.Fields;
import dev.runs.document.OutputsText;
import dev.runs.gate.RuleRef;
import dev.runs.lineage.LineageNodes;
import dev.runs.run.Outputs;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.NodeRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a run says the things in the lineage are called that have to do with it. Used by one thread for one reading.
 *
 * @since 0.1.0
 */
public final class LineageNames {
    /** The reasons of so many decisions are read for the titles of rules; rules come again and again. */
    private static final int MOST_DECISIONS = 50;

    private final Run run;
    private final Set<NodeRef> wanted;
    private final Map<NodeRef, LineageName> names = new HashMap<>();

    private LineageNames(Run run, Set<NodeRef> wanted) {
        this.run = run;
        this.wanted = wanted;
    }

    /** Returns the ids of the contents in which the words are for the wanted things of a run. */
    public static Collection<String> contents(Run run, Set<NodeRef> wanted) {
        Set<String> ids = new LinkedHashSet<>(run.texts());
        Set<String> decisions = new LinkedHashSet<>();
        boolean rules = wanted.stream().anyMatch(node -> node.kind().equals(LineageNodes.RULE));
        for (Step step : run.steps()) {
            step.outputs()
                    .filter(outputs -> isWanted(outputs, wanted))
                    .ifPresent(outputs -> ids.add(outputs.content()));
            if (rules && wanted.contains(LineageNodes.step(run.id(), step.id()))) {
                step.permit().ifPresent(permit -> decisions.add(permit.decision()));
            }
            for (Round round : rules ? step.rounds() : List.<Round>of()) {
                if (wanted.contains(LineageNodes.approval(run.id(), step.id(), round.number()))) {
                    decisions.add(round.decision());
                }
            }
        }
        decisions.stream().limit(MOST_DECISIONS).forEach(ids::add);
        return ids;
    }

    private static boolean isWanted(Outputs outputs, Set<NodeRef> wanted) {
        return outputs.artifacts().stream().map(LineageNodes::file).anyMatch(wanted::contains)
                || outputs.roadmapLinks().stream().map(LineageNodes::roadmap).anyMatch(wanted::contains);
    }

    /**
     * Returns the names of those of the wanted things that have to do with a run.
     *
     * @param contents what {@link #contents} asked for; empty, or missing, for what was erased
     * @param withheld whether the contents are missing because they are not for the reader to see
     */
    public static Map<NodeRef, LineageName> of(
            Run run, Set<NodeRef> wanted, Map<String, Optional<Map<String, ?>>> contents, boolean withheld) {
        LineageNames names = new LineageNames(run, wanted);
        names.add(contents, withheld);
        return names.names;
    }

    /** Returns how a cause contributed to its effect, as words that stand between the two. */
    public static String relation(String relation) {
        return switch (relation) {
            case "contributed" -> "contributed to";
            case "asked about" -> "was asked about in";
            case "executed with" -> "was executed in";
            case "followed" -> "was followed by";
            case "replaced by" -> "was replaced by";
            default -> relation;
        };
    }

    private void add(Map<String, Optional<Map<String, ?>>> contents, boolean withheld) {
        Texts texts = new Texts(run, contents, withheld, Names.NONE);
        boolean words = !withheld;
        name(LineageNodes.run(run.id()), words ? Optional.of(texts.title()) : Optional.empty(), Optional.empty());
        for (Step step : run.steps()) {
            Optional<String> id = Optional.of(step.id());
            String action = words ? texts.namedAction(step.id()) : "";
            name(
                    LineageNodes.step(run.id(), step.id()),
                    words ? Optional.of(texts.title(step.id())) : Optional.empty(),
                    id);
            step.payload()
                    .ifPresent(payload ->
                            name(LineageNodes.payload(payload.digest()), words(words, "Payload of " + action), id));
            for (Round round : step.rounds()) {
                name(LineageNodes.payload(round.digest()), words(words, "Payload of " + action), id);
                name(
                        LineageNodes.approval(run.id(), step.id(), round.number()),
                        words(words, "Approval of " + action + ", round " + round.number()),
                        id);
            }
            step.outputs().ifPresent(outputs -> left(step, outputs, contents));
        }
        if (words) {
            shared(texts);
            contents.values().forEach(content -> content.ifPresent(this::rules));
        }
    }

    private static Optional<String> words(boolean words, String title) {
        return words ? Optional.of(title) : Optional.empty();
    }

    private void left(Step step, Outputs outputs, Map<String, Optional<Map<String, ?>>> contents) {
        Optional<OutputsText> text = contents.getOrDefault(outputs.content(), Optional.empty())
                .map(fields -> OutputsText.from(Fields.of("outputs", fields)));
        for (String file : outputs.artifacts()) {
            name(
                    LineageNodes.file(file),
                    text.flatMap(
                            there -> titled(there.artifacts(), OutputsText.File::id, OutputsText.File::title, file)),
                    Optional.of(step.id()));
        }
        for (String item : outputs.roadmapLinks()) {
            name(
                    LineageNodes.roadmap(item),
                    text.flatMap(
                            there -> titled(there.roadmapLinks(), OutputsText.Link::id, OutputsText.Link::title, item)),
                    Optional.of(step.id()));
        }
    }

    private static <T> Optional<String> titled(
            Collection<T> rows, Function<T, String> id, Function<T, String> title, String wanted) {
        return rows.stream()
                .filter(row -> id.apply(row).equals(wanted))
                .findFirst()
                .map(row -> Wording.plain(title.apply(row)));
    }

    /** What several runs may share belongs to none of them. */
    private void shared(Texts texts) {
        run.header()
                .signal()
                .ifPresent(
                        signal -> texts.signal().ifPresent(text -> share(LineageNodes.signal(signal), text.label())));
        for (String meeting : run.header().meetings()) {
            texts.meeting(meeting).ifPresent(text -> share(LineageNodes.meeting(meeting), Wording.plain(text.title())));
        }
    }

    private void rules(Map<String, ?> content) {
        if (!content.containsKey("findings")) {
            return;
        }
        DecisionText decision = DecisionText.from(Fields.of("gate decision", content));
        share(LineageNodes.noRule(decision.digest()), "No rule of pack '" + Wording.plain(decision.pack()) + "'");
        decision.answer().findings().forEach(finding -> {
            RuleRef rule = finding.rule();
            share(LineageNodes.rule(decision.digest(), rule.id()), Wording.plain(rule.title()));
        });
    }

    private void share(NodeRef node, String title) {
        if (wanted.contains(node)) {
            names.putIfAbsent(node, new LineageName(Optional.of(title), Optional.empty(), Optional.empty()));
        }
    }

    private void name(NodeRef node, Optional<String> title, Optional<String> step) {
        if (wanted.contains(node)) {
            names.putIfAbsent(node, new LineageName(title, Optional.of(run.id()), step));
        }
    }
}
