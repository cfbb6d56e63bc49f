package dev.runs.samples.crm.page;

import dev.runs.content.CanonicalJson;
import dev.runs.samples.crm.page.graph.GraphPicture;
import dev.runs.samples.crm.page.graph.Look;
import dev.runs.samples.crm.page.graph.StepGraph;
import dev.runs.web.ApiAnswer;
import dev.runs.web.ApiRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a run, and what people decide on it. */
@Controller
class RunPages {
    private static final Set<String> CHOICES = Set.of("approve", "reject", "request-changes", "claim", "release");

    private final ApiPages api;
    private final Viewers viewers;

    RunPages(ApiPages api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @GetMapping("/runs/{run}")
    String run(
            @PathVariable String run,
            @RequestParam(defaultValue = "") Set<String> open,
            HttpServletRequest request,
            Model model) {
        Viewer viewer = viewers.of(request);
        Map<String, @Nullable Object> record = api.read(viewer, "runs", run);
        model.addAttribute("viewer", viewer);
        model.addAttribute("record", record);
        model.addAttribute("approvals", approvals(viewer, run, record));
        model.addAttribute("picture", GraphPicture.of(graph(api.read(viewer, "runs", run, "graph")), open));
        model.addAttribute("events", "/api/runs/v1/events?run=" + run);
        return "run/page";
    }

    /** What waits for this person's decision, of this run. */
    private List<Map<String, @Nullable Object>> approvals(
            Viewer viewer, String run, Map<String, @Nullable Object> record) {
        List<Map<String, @Nullable Object>> approvals = new ArrayList<>();
        for (Map<String, @Nullable Object> row : Trees.rows(record, "approvals", "rows")) {
            if (Trees.text(row, "status", "code").equals("PENDING")) {
                try {
                    approvals.add(api.read(viewer, "runs", run, "steps", Trees.text(row, "step"), "approval"));
                } catch (ApiProblem e) {
                    // Not for this person to see.
                }
            }
        }
        return approvals;
    }

    private static StepGraph graph(Map<String, @Nullable Object> tree) {
        List<StepGraph.Step> steps = Trees.rows(tree, "steps").stream()
                .map(step -> new StepGraph.Step(
                        Trees.text(step, "id"),
                        Trees.text(step, "title"),
                        Look.of(Trees.text(step, "state", "code")),
                        Trees.text(step, "state", "text"),
                        Boolean.TRUE.equals(step.get("contingent"))))
                .toList();
        List<StepGraph.Edge> edges = Trees.rows(tree, "edges").stream()
                .map(edge -> new StepGraph.Edge(
                        Trees.text(edge, "from"), Trees.text(edge, "to"), condition(Trees.text(edge, "condition"))))
                .toList();
        return new StepGraph(steps, edges);
    }

    private static String condition(String condition) {
        return switch (condition) {
            case "REJECTED" -> "if rejected";
            case "FAILED" -> "if failed";
            case "ALWAYS" -> "in any case";
            default -> "";
        };
    }

    @PostMapping("/runs/{run}/steps/{step}/decision")
    String decide(
            @PathVariable String run,
            @PathVariable String step,
            @RequestParam String choice,
            @RequestParam String etag,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            RedirectAttributes next) {
        Viewer viewer = viewers.of(request);
        next.addAttribute("run", run);
        if (CHOICES.contains(choice)) {
            String body = CanonicalJson.write(Map.of("reason", reason));
            ApiAnswer answer = api.send(
                    ApiRequest.post(viewer.actor(), body, "runs", run, "steps", step, "approval", choice)
                            .ifMatch(etag)
                            .once(key));
            if (answer.isOk()) {
                next.addFlashAttribute("done", "Your answer is recorded.");
            } else {
                next.addFlashAttribute("problem", answer.body());
            }
        }
        return "redirect:/runs/{run}";
    }
}
