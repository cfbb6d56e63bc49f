package dev.runs.web;

import dev.runs.engine.LineagePage;
import dev.runs.lineage.Trace;
import dev.runs.record.LineageName;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What led to what. */
final class LineageRoutes {
    private LineageRoutes() {}

    static List<Route> all() {
        return List.of(Route.get(
                        "/lineage/{kind}/{id...}",
                        "lineage",
                        "Everything that led to a thing, or that it led to, and what it is called. The id is all of the rest of"
                                + " the path.",
                        Lineage.class,
                        LineageRoutes::lineage)
                .query(Parameter.word(
                        "direction", "Which way; upstream otherwise.", List.of("upstream", "downstream"))));
    }

    /**
     * A walk.
     *
     * @param root where it began
     * @param direction which way it went
     * @param complete whether it ended by itself and not because there is too much
     * @param named whether everything was asked for its title; where there is very much, only what is nearest
     * @param nodes what it reached, the root first, nearer ones before farther ones
     * @param edges the edges between them
     */
    record Lineage(
            NodeRef root, String direction, boolean complete, boolean named, List<Node> nodes, List<Edge> edges) {
        static Lineage of(LineagePage page) {
            Trace trace = page.trace();
            return new Lineage(
                    trace.root(),
                    trace.direction().name().toLowerCase(Locale.ROOT),
                    trace.complete(),
                    page.named(),
                    trace.nodes().stream()
                            .map(node -> Node.of(node, page.name(node.ref())))
                            .toList(),
                    trace.edges().stream().map(Edge::of).toList());
        }
    }

    /**
     * Something that was reached.
     *
     * @param kind what it is
     * @param id its id, unique within tenant and kind
     * @param depth by how many edges at least; 0 for the root
     * @param title what it is called; null where nobody said so, and where the words are not for the actor to see
     * @param run the run to which it belongs; null for what several runs may share, such as a meeting or a rule
     * @param step the step of that run to which it belongs
     */
    record Node(
            String kind, String id, int depth, Optional<String> title, Optional<String> run, Optional<String> step) {
        static Node of(Trace.Node node, LineageName name) {
            return new Node(node.kind(), node.id(), node.depth(), name.title(), name.run(), name.step());
        }
    }

    /**
     * That something led to something.
     *
     * @param from the cause
     * @param to the effect
     * @param relation how, as a word that stays the same
     * @param words how, as words that stand between the two
     */
    record Edge(NodeRef from, NodeRef to, String relation, String words) {
        static Edge of(EdgeRow row) {
            return new Edge(row.from(), row.to(), row.relation(), LineagePage.words(row));
        }
    }

    private static ApiAnswer lineage(Call call) {
        NodeRef node = new NodeRef(call.segment("kind"), call.segment("id"));
        boolean down = call.word("direction", "upstream").equals("downstream");
        return ApiAnswer.ok(
                Tree.of(Lineage.of(call.pages().lineage(node, down ? Direction.DOWNSTREAM : Direction.UPSTREAM))));
    }
}
