package dev.runs.samples.crm.page;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The file workspace and the roadmap: what the steps of all runs left behind. */
@Controller
class ArtifactPages {
    private final ApiPages api;

    ArtifactPages(ApiPages api) {
        this.api = api;
    }

    @GetMapping("/files")
    String files(
            @RequestParam(defaultValue = "") String after,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        return list("files", after, viewer, model);
    }

    @GetMapping("/roadmap")
    String roadmap(
            @RequestParam(defaultValue = "") String after,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        return list("roadmap", after, viewer, model);
    }

    private String list(String name, String after, Viewer viewer, Model model) {
        model.addAttribute("list", api.read(viewer, Map.of("after", after), name));
        model.addAttribute("first", after.isEmpty());
        return "artifacts/" + name;
    }
}
