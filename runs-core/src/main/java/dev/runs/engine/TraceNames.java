package dev.runs.engine;

import dev.runs.access.Permission;
import dev.runs.actor.Actor;
import dev.runs.lineage.Trace;
import dev.runs.record.LineageName;
import dev.runs.record.LineageNames;
import dev.runs.run.Run;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what the things on a walk are called, by asking the runs that it passes, nearest first. */
final class TraceNames {
    /** A walk can pass thousands of runs; whoever looks at it sees the nearest ones. */
    static final int MOST_RUNS = 50;

    private final Engine engine;
    private final Reader reader;
    private final Session session;
    private final Actor actor;

    TraceNames(Engine engine, Reader reader, Session session, Actor actor) {
        this.engine = engine;
        this.reader = reader;
        this.session = session;
        this.actor = actor;
    }

    LineagePage name(Trace trace) {
        Set<String> runs =
                trace.edges().stream().map(EdgeRow::run).collect(Collectors.toCollection(LinkedHashSet::new));
        if (runs.isEmpty()) {
            // Nothing led to it, or it led to nothing: some run knows it from the other side.
            reader.neighbour(trace.root(), trace.direction()).map(EdgeRow::run).ifPresent(runs::add);
        }
        Set<NodeRef> wanted = trace.nodes().stream().map(Trace.Node::ref).collect(Collectors.toSet());
        Map<NodeRef, LineageName> names = new HashMap<>();
        runs.stream()
                .limit(MOST_RUNS)
                .forEach(run -> engine.load(actor.tenant(), run)
                        .filter(found -> engine.guard().allows(actor, Permission.SEE_RUN, found))
                        .ifPresent(found ->
                                names(found, wanted).forEach((node, name) -> names.merge(node, name, this::better))));
        return new LineagePage(trace, names, runs.size() <= MOST_RUNS);
    }

    /** Of two runs that know a thing, the first one that says what it is called. */
    private LineageName better(LineageName first, LineageName second) {
        return first.title().isPresent() || second.title().isEmpty() ? first : second;
    }

    private Map<NodeRef, LineageName> names(Run run, Set<NodeRef> wanted) {
        boolean words = session.seesWords(actor, run);
        Map<String, Optional<Map<String, ?>>> contents =
                words ? reader.contents(run.id(), LineageNames.contents(run, wanted)) : Map.of();
        return LineageNames.of(run, wanted, contents, !words);
    }
}
