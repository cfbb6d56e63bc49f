package dev.runs.lineage;

import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that led to something, or that it led to. Immutable.
 *
 * @param root where the walk began
 * @param direction which way it went
 * @param nodes what it reached, the root first, nearer ones before farther ones
 * @param edges the edges between them, in the order in which they were met
 * @param complete whether it ended by itself and not at the limit
 * @since 0.1.0
 */
public record Trace(NodeRef root, Direction direction, List<Node> nodes, List<EdgeRow> edges, boolean complete) {
    /** Deeper than this, lines are not indented further: nobody could tell the levels apart. */
    private static final int MAX_INDENT = 40;

    /** Copies the lists. */
    public Trace {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * Something that was reached.
     *
     * @param ref what
     * @param depth by how many edges at least; 0 for the root
     * @since 0.1.0
     */
    public record Node(NodeRef ref, int depth) {
        /** Returns what kind of thing it is, as one of the words of {@link LineageNodes}. */
        public String kind() {
            return ref.kind();
        }

        /** Returns its id. */
        public String id() {
            return ref.id();
        }
    }

    /** Returns whether something was reached. */
    public boolean reaches(NodeRef ref) {
        return nodes.stream().anyMatch(node -> node.ref().equals(ref));
    }

    /** Returns what was reached of one kind, nearer ones first. */
    public List<NodeRef> of(String kind) {
        return nodes.stream()
                .map(Node::ref)
                .filter(ref -> ref.kind().equals(kind))
                .toList();
    }

    /**
     * Returns the walk as lines for a terminal, each indented by two blanks per edge, up to forty edges. What is reached over several edges
     * is written out where it is met first and named again, with dots, where it is met later.
     */
    public List<String> lines() {
        Map<NodeRef, List<EdgeRow>> next = new HashMap<>();
        for (EdgeRow edge : edges) {
            next.computeIfAbsent(near(edge), key -> new ArrayList<>()).add(edge);
        }
        List<String> lines = new ArrayList<>();
        lines.add(name(root));
        write(root, 1, next, new HashSet<>(Set.of(root)), lines);
        if (!complete) {
            lines.add("(there is more)");
        }
        return List.copyOf(lines);
    }

    private void write(
            NodeRef from, int depth, Map<NodeRef, List<EdgeRow>> next, Set<NodeRef> written, List<String> lines) {
        // An explicit stack of pending lines: a lineage may be deeper than the thread's stack.
        record Pending(EdgeRow edge, int depth) {}
        java.util.ArrayDeque<Pending> pending = new java.util.ArrayDeque<>();
        pushAll(next.getOrDefault(from, List.of()), edge -> pending.push(new Pending(edge, depth)));
        while (!pending.isEmpty()) {
            Pending line = pending.pop();
            NodeRef far = far(line.edge());
            boolean first = written.add(far);
            boolean leaf = !next.containsKey(far);
            String arrow = direction == Direction.UPSTREAM ? "<- " : "-> ";
            lines.add("  ".repeat(Math.min(line.depth(), MAX_INDENT)) + arrow
                    + line.edge().relation() + " " + name(far) + (first || leaf ? "" : " ..."));
            if (first) {
                pushAll(next.getOrDefault(far, List.of()), edge -> pending.push(new Pending(edge, line.depth() + 1)));
            }
        }
    }

    private static void pushAll(List<EdgeRow> edges, java.util.function.Consumer<EdgeRow> push) {
        for (int i = edges.size() - 1; i >= 0; i--) {
            push.accept(edges.get(i));
        }
    }

    private NodeRef near(EdgeRow edge) {
        return direction == Direction.UPSTREAM ? edge.to() : edge.from();
    }

    private NodeRef far(EdgeRow edge) {
        return direction == Direction.UPSTREAM ? edge.from() : edge.to();
    }

    /** Kind and id as people read them: a rule apart from its pack, and a digest without most of its digits. */
    private static String name(NodeRef ref) {
        String id = ref.id().replaceAll("(sha256:[0-9a-f]{12})[0-9a-f]{52}", "$1");
        if (!ref.kind().equals(LineageNodes.RULE)) {
            return ref.kind() + " " + id;
        }
        String none = LineageNodes.NO_RULE + "/";
        return id.startsWith(none)
                ? "no rule of pack " + id.substring(none.length())
                : ref.kind() + " " + id.replace("/", " of pack ");
    }
}
