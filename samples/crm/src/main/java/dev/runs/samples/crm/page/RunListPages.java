package dev.runs.samples.crm.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The runs of a tenant, newest first. */
@Controller
class RunListPages {
    private final ApiPages api;
    private final Viewers viewers;

    RunListPages(ApiPages api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
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
            HttpServletRequest request,
            Model model) {
        Viewer viewer = viewers.of(request);
        Map<String, String> filter = new LinkedHashMap<>();
        if (!status.isEmpty()) {
            filter.put("status", status);
        }
        if (!about.isEmpty()) {
            filter.put("about", about);
        }
        model.addAttribute("viewer", viewer);
        model.addAttribute("list", api.read(viewer, InboxPages.with(filter, after), "runs"));
        model.addAttribute("status", status);
        model.addAttribute("about", about);
        model.addAttribute("first", after.isEmpty());
        model.addAttribute("events", "/api/runs/v1/events");
        return "runs/page";
    }
}
