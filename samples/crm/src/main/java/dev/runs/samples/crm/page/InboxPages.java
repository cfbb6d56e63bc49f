package dev.runs.samples.crm.page;

import dev.runs.content.CanonicalJson;
import dev.runs.web.ApiAnswer;
import dev.runs.web.ApiRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What waits for whoever looks, page by page. */
@Controller
class InboxPages {
    private final ApiPages api;

    InboxPages(ApiPages api) {
        this.api = api;
    }

    @GetMapping("/inbox")
    String inbox(
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "") String after,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        Map<String, String> query =
                Map.of("role", role, "overdue", String.valueOf(overdue), "mine", String.valueOf(mine), "after", after);
        model.addAttribute("inbox", api.read(viewer, query, "inbox"));
        model.addAttribute("counts", api.read(viewer, "inbox", "counts"));
        model.addAttribute("role", role);
        model.addAttribute("overdue", overdue);
        model.addAttribute("mine", mine);
        model.addAttribute("first", after.isEmpty());
        return "inbox/page";
    }

    /** Decides on all that was ticked, each by itself. */
    @PostMapping("/inbox")
    String decide(
            @RequestParam(defaultValue = "") List<String> item,
            @RequestParam("do") String choice,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam String key,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            RedirectAttributes next) {
        if (item.isEmpty()) {
            next.addFlashAttribute(
                    "problem", Map.of("detail", "Nothing was ticked.", "fix", "tick what you decide on"));
            return "redirect:/inbox";
        }
        Map<String, Object> body = Map.of(
                "choice",
                choice,
                "reason",
                reason,
                "items",
                item.stream().map(InboxPages::seen).toList());
        ApiAnswer answer = api.send(
                viewer,
                actor -> ApiRequest.post(actor, CanonicalJson.write(body), "inbox", "decisions")
                        .once(key));
        if (!answer.isOk()) {
            next.addFlashAttribute("problem", answer.body());
            return "redirect:/inbox";
        }
        List<Map<String, @Nullable Object>> answers = Trees.rows(answer.body(), "answers");
        List<Object> problems = new ArrayList<>();
        for (Map<String, @Nullable Object> one : answers) {
            Object problem = one.get("problem");
            if (problem != null) {
                problems.add(problem);
            }
        }
        next.addFlashAttribute("done", answers.size() - problems.size() + " of " + answers.size() + " are decided.");
        next.addFlashAttribute("problems", problems);
        return "redirect:/inbox";
    }

    /** A ticked item is its run, its step and the version that was looked at. */
    private static Map<String, String> seen(String item) {
        String[] parts = item.split("\\|", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("'" + item + "' is nothing that can be ticked");
        }
        return Map.of("run", parts[0], "step", parts[1], "etag", parts[2]);
    }
}
