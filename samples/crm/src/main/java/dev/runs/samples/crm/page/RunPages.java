package dev.runs.samples.crm.page;

import dev.runs.samples.crm.page.graph.GraphPicture;
import dev.runs.samples.crm.page.graph.Look;
import dev.runs.samples.crm.page.graph.StepGraph;
import dev.runs.web.ApiAnswer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a run. */
@Controller
class RunPages {
    /** How many questions have a card on the page; the others are found in the inbox and by their steps. */
    private static final int CARDS = 3;

    private static final int MOST_FOUND = 20;
    private static final int LINES = 50;

    /** A run of more steps has only its causes in the picture of its lineage. */
    private static final int LONG = 60;

    private final ApiPages api;
    private final Hands hands;

    RunPages(ApiPages api, Hands hands) {
        this.hands = hands;
        this.api = api;
    }

    @GetMapping("/runs/{run}")
    String run(
            @PathVariable String run,
            @RequestParam(defaultValue = "") Set<String> open,
            @RequestParam(defaultValue = "") String ask,
            @RequestParam(defaultValue = "") String find,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        Map<String, @Nullable Object> record = api.read(viewer, "runs", run);
        model.addAttribute("record", record);
        Map<String, @Nullable Object> graph = api.read(viewer, "runs", run, "graph");
        List<String> asked = asked(graph, ask);
        List<Map<String, @Nullable Object>> approvals =
                approvals(viewer, run, asked.stream().limit(CARDS).toList());
        model.addAttribute("approvals", approvals);
        hands.of(viewer, approvals, model);
        model.addAttribute("more", Math.max(0, asked.size() - CARDS));
        StepGraph steps = picture(graph);
        Set<String> opened = new HashSet<>(open);
        List<String> found = steps.find(find, MOST_FOUND);
        opened.addAll(found);
        model.addAttribute("picture", GraphPicture.of(steps, opened));
        addLineage(viewer, record, model);
        model.addAttribute("find", find);
        model.addAttribute("found", found);
        return "run/page";
    }

    /** What came of a long run is followed thing by thing: it would cost more than all the rest of the page. */
    private void addLineage(Viewer viewer, Map<String, @Nullable Object> record, Model model) {
        String id = Trees.text(record, "heading", "node", "id");
        boolean half = Trees.rows(record, "steps", "rows").size() > LONG;
        List<Map<String, @Nullable Object>> trees = Stream.of("upstream", "downstream")
                .limit(half ? 1 : 2)
                .map(direction -> api.read(viewer, Map.of("direction", direction), "lineage", "run", id))
                .toList();
        Lineage lineage = Lineage.around(trees);
        model.addAttribute("lineage", lineage);
        model.addAttribute("lineagePicture", GraphPicture.of(lineage.graph(), Set.of()));
        model.addAttribute("half", half);
    }

    /** Cancels the run, puts it on hold, or lets it go on. */
    @PostMapping("/runs/{run}")
    String act(
            @PathVariable String run,
            @RequestParam Map<String, String> form,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            RedirectAttributes next) {
        RunForm filled = new RunForm(form);
        ApiAnswer answer = api.send(viewer, filled.request(run));
        if (answer.isOk()) {
            next.addFlashAttribute("done", filled.done());
        } else {
            next.addFlashAttribute("problem", answer.body());
            next.addFlashAttribute("unsentRun", filled.unsent());
        }
        next.addAttribute("run", run);
        return "redirect:/runs/{run}";
    }

    /** Everything that happened, page by page, newest first. */
    @GetMapping("/runs/{run}/history")
    String history(
            @PathVariable String run,
            @RequestParam(defaultValue = "") String after,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        Map<String, String> query = Map.of("newest", "true", "limit", Integer.toString(LINES), "after", after);
        model.addAttribute("history", api.read(viewer, query, "runs", run, "history"));
        model.addAttribute("record", api.read(viewer, "runs", run));
        return "run/history";
    }

    /** What changed since a version that the browser remembers: a part of the page. */
    @GetMapping("/runs/{run}/changes")
    String changes(
            @PathVariable String run,
            @RequestParam long since,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        model.addAttribute("changes", api.read(viewer, Map.of("since", Long.toString(since)), "runs", run, "changes"));
        return "run/changes :: changes";
    }

    /** The steps about which people are asked, the one that is looked for first. */
    private static List<String> asked(Map<String, @Nullable Object> graph, String first) {
        return Trees.rows(graph, "steps").stream()
                .filter(step -> Boolean.TRUE.equals(step.get("asked")))
                .map(step -> Trees.text(step, "id"))
                .sorted(Comparator.comparing(step -> !step.equals(first)))
                .toList();
    }

    /** What is asked about steps, as far as this person may see it. */
    private List<Map<String, @Nullable Object>> approvals(Viewer viewer, String run, List<String> steps) {
        return steps.stream()
                .flatMap(step -> api.find(viewer, "runs", run, "steps", step, "approval").stream())
                .toList();
    }

    private static StepGraph picture(Map<String, @Nullable Object> graph) {
        List<StepGraph.Step> steps = Trees.rows(graph, "steps").stream()
                .map(step -> new StepGraph.Step(
                        Trees.text(step, "id"),
                        Trees.text(step, "title"),
                        Look.of(Trees.text(step, "status", "code")),
                        Trees.text(step, "status", "text"),
                        Boolean.FALSE.equals(step.get("counts"))))
                .toList();
        List<StepGraph.Edge> edges = Trees.rows(graph, "edges").stream()
                .map(edge -> new StepGraph.Edge(
                        Trees.text(edge, "from"),
                        Trees.text(edge, "to"),
                        // What goes without saying is not said.
                        Trees.text(edge, "condition", "code").equals("COMPLETED")
                                ? ""
                                : Trees.text(edge, "condition", "text")))
                .toList();
        return new StepGraph(steps, edges);
    }
}
