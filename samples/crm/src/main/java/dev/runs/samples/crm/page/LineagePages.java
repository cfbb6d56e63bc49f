package dev.runs.samples.crm.page;

import dev.runs.samples.crm.page.graph.GraphPicture;
import dev.runs.samples.crm.page.graph.Look;
import dev.runs.samples.crm.page.graph.StepGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** What led to a thing, and what it led to. */
@Controller
class LineagePages {
    private static final String UP = "upstream";

    private final ApiPages api;

    LineagePages(ApiPages api) {
        this.api = api;
    }

    @GetMapping("/lineage")
    String lineage(
            @RequestParam String kind,
            @RequestParam String id,
            @RequestParam(defaultValue = UP) String direction,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        Map<String, @Nullable Object> lineage = api.read(viewer, Map.of("direction", direction), "lineage", kind, id);
        model.addAttribute("lineage", lineage);
        model.addAttribute("upstream", direction.equals(UP));
        model.addAttribute("picture", GraphPicture.of(graph(lineage, kind + " " + id), Set.of()));
        return "lineage/page";
    }

    private static StepGraph graph(Map<String, @Nullable Object> lineage, String root) {
        List<StepGraph.Step> nodes = Trees.rows(lineage, "nodes").stream()
                .map(node -> node(Trees.text(node, "kind"), Trees.text(node, "id"), root))
                .toList();
        List<StepGraph.Edge> edges = Trees.rows(lineage, "edges").stream()
                .map(edge -> new StepGraph.Edge(
                        Trees.text(edge, "from", "kind") + " " + Trees.text(edge, "from", "id"),
                        Trees.text(edge, "to", "kind") + " " + Trees.text(edge, "to", "id"),
                        Trees.text(edge, "relation").replace('_', ' ')))
                .toList();
        return new StepGraph(nodes, edges);
    }

    private static StepGraph.Step node(String kind, String id, String root) {
        String key = kind + " " + id;
        // What belongs to a run has the run's id in front, which is in the picture anyway.
        String title = id.substring(id.indexOf('/') + 1);
        return new StepGraph.Step(
                key, title, key.equals(root) ? Look.GOING : Look.WAITING, kind.replace('_', ' '), false);
    }
}
