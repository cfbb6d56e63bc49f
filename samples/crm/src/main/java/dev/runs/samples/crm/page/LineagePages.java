package dev.runs.samples.crm.page;

import dev.runs.samples.crm.page.graph.GraphPicture;
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
            @RequestParam(defaultValue = "0") int from,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        Map<String, @Nullable Object> tree = api.read(viewer, Map.of("direction", direction), "lineage", kind, id);
        Lineage lineage = Lineage.of(tree);
        model.addAttribute("lineage", lineage);
        model.addAttribute("page", lineage.page(from));
        model.addAttribute("picture", GraphPicture.of(lineage.graph(), Set.of()));
        return "lineage/page";
    }
}
