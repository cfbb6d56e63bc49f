package dev.runs.samples.crm.page;

import dev.runs.web.ApiAnswer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a step: why it stands as it does, and what can be done about it. */
@Controller
class StepPages {
    private final ApiPages api;
    private final Hands hands;

    StepPages(ApiPages api, Hands hands) {
        this.hands = hands;
        this.api = api;
    }

    @GetMapping("/runs/{run}/steps/{step}")
    String step(
            @PathVariable String run,
            @PathVariable String step,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        Map<String, @Nullable Object> shown = api.read(viewer, "runs", run, "steps", step);
        model.addAttribute("step", shown);
        model.addAttribute("why", api.read(viewer, "runs", run, "steps", step, "why"));
        api.find(viewer, "runs", run, "steps", step, "approval").ifPresent(approval -> {
            model.addAttribute("approval", approval);
            hands.of(viewer, List.of(approval), model);
        });
        return "step/page";
    }

    /** Does what a button of the page says; what it is called is what the API calls it. */
    @PostMapping("/runs/{run}/steps/{step}")
    String act(
            @PathVariable String run,
            @PathVariable String step,
            @RequestParam Map<String, String> form,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            RedirectAttributes next) {
        StepForm filled = new StepForm(form, viewer.zone());
        ApiAnswer answer = api.send(viewer, filled.request("runs", run, "steps", step));
        if (answer.isOk()) {
            next.addFlashAttribute("done", filled.done());
        } else {
            next.addFlashAttribute("problem", answer.body());
            // What somebody wrote is not lost with a refusal.
            next.addFlashAttribute("unsent", Map.of(filled.draft(step), form.getOrDefault("reason", "")));
        }
        next.addAttribute("run", run);
        if (!filled.isAnswer()) {
            next.addAttribute("step", step);
        }
        return filled.isAnswer() ? "redirect:/runs/{run}" : "redirect:/runs/{run}/steps/{step}";
    }
}
