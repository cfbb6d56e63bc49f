package dev.runs.web;

import dev.runs.engine.LineageView;
import dev.runs.lineage.Trace;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import java.util.List;
import java.util.Locale;

/** What led to what. */
final class LineageRoutes {
    private LineageRoutes() {}

    static List<Route> all() {
        return List.of(Route.get(
                        "/lineage/{kind}/{id...}",
                        "lineage",
                        "Everything that led to a thing, or that it led to. The id is all of the rest of the path.",
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
     * @param nodes what it reached, the root first, nearer ones before farther ones
     * @param edges the edges between them
     */
    record Lineage(NodeRef root, String direction, boolean complete, List<Node> nodes, List<Edge> edges) {
        static Lineage of(Trace trace) {
            return new Lineage(
                    trace.root(),
                    trace.direction().name().toLowerCase(Locale.ROOT),
                    trace.complete(),
                    trace.nodes().stream().map(Node::of).toList(),
                    trace.edges().stream().map(Edge::of).toList());
        }
    }

    /**
     * Something that was reached.
     *
     * @param kind what it is
     * @param id its id, unique within tenant and kind
     * @param depth by how many edges at least; 0 for the root
     */
    record Node(String kind, String id, int depth) {
        static Node of(Trace.Node node) {
            return new Node(node.kind(), node.id(), node.depth());
        }
    }

    /**
     * That something led to something.
     *
     * @param from the cause
     * @param to the effect
     * @param relation how
     */
    record Edge(NodeRef from, NodeRef to, String relation) {
        static Edge of(EdgeRow row) {
            return new Edge(row.from(), row.to(), row.relation());
        }
    }

    private static ApiAnswer lineage(Call call) {
        NodeRef node = new NodeRef(call.segment("kind"), call.segment("id"));
        LineageView lineage = call.session().lineage();
        boolean down = call.word("direction", "upstream").equals("downstream");
        return ApiAnswer.ok(Tree.of(Lineage.of(down ? lineage.downstream(node) : lineage.upstream(node))));
    }
}
