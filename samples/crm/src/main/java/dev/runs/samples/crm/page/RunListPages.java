package dev.runs.samples.crm.page;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The runs of a tenant, newest first. */
@Controller
class RunListPages {
    private final ApiPages api;

    RunListPages(ApiPages api) {
        this.api = api;
    }

    @GetMapping("/")
    String home() {
        return "redirect:/inbox";
    }

    @GetMapping("/runs")
    String runs(
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String about,
            @RequestParam(defaultValue = "") String after,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        Map<String, String> query = Map.of("status", status, "about", about, "after", after);
        model.addAttribute("list", api.read(viewer, query, "runs"));
        model.addAttribute("status", status);
        model.addAttribute("about", about);
        model.addAttribute("first", after.isEmpty());
        return "runs/page";
    }
}
