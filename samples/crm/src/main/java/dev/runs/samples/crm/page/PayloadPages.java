package dev.runs.samples.crm.page;

import dev.runs.content.CanonicalJson;
import dev.runs.error.RunsException;
import dev.runs.web.ApiAnswer;
import dev.runs.web.ApiRequest;
import jakarta.servlet.http.HttpServletResponse;
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

/** The page on which a payload is changed, field by field or as JSON. What was typed stays until it is accepted. */
@Controller
class PayloadPages {
    private static final String PAGE = "step/payload";

    private final ApiPages api;

    PayloadPages(ApiPages api) {
        this.api = api;
    }

    @GetMapping("/runs/{run}/steps/{step}/payload")
    String form(
            @PathVariable String run,
            @PathVariable String step,
            @RequestParam(defaultValue = "fields") String as,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        Map<String, @Nullable Object> shown = step(run, step, viewer, model);
        if (as.equals("json")) {
            model.addAttribute("json", Trees.json(shown.get("payload")));
        } else {
            model.addAttribute("form", PayloadForm.of(shown));
        }
        model.addAttribute("reason", "");
        return PAGE;
    }

    @PostMapping("/runs/{run}/steps/{step}/payload")
    String change(
            @PathVariable String run,
            @PathVariable String step,
            @RequestParam Map<String, String> typed,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Map<String, @Nullable Object> shown = step(run, step, viewer, model);
        String reason = typed.getOrDefault("reason", "");
        model.addAttribute("reason", reason);
        Map<String, @Nullable Object> payload;
        if (typed.containsKey("payload")) {
            String json = typed.getOrDefault("payload", "");
            model.addAttribute("json", json);
            try {
                payload = CanonicalJson.parse(json);
            } catch (RunsException e) {
                return refused(
                        response,
                        model,
                        HttpServletResponse.SC_BAD_REQUEST,
                        Map.of(
                                "detail",
                                e.problems().get(0).text(),
                                "fix",
                                e.problems().get(0).fix()));
            }
        } else {
            PayloadForm form = PayloadForm.of(shown, typed);
            model.addAttribute("form", form);
            if (!form.isReadable()) {
                return refused(
                        response,
                        model,
                        HttpServletResponse.SC_BAD_REQUEST,
                        Map.of("detail", "Nothing was changed: a field cannot be read.", "fix", "mend what is marked"));
            }
            payload = form.payload();
        }
        String body = CanonicalJson.write(Map.of("payload", payload, "reason", reason));
        ApiAnswer answer = api.send(
                viewer,
                actor -> ApiRequest.post(actor, body, "runs", run, "steps", step, "edit")
                        .ifMatch(typed.getOrDefault("etag", ""))
                        .once(typed.getOrDefault("key", "")));
        if (!answer.isOk()) {
            return refused(response, model, answer.status(), answer.body());
        }
        next.addFlashAttribute("done", "The payload is changed. Whoever decides sees the new one.");
        next.addAttribute("run", run);
        next.addAttribute("step", step);
        return "redirect:/runs/{run}/steps/{step}";
    }

    private Map<String, @Nullable Object> step(String run, String step, Viewer viewer, Model model) {
        Map<String, @Nullable Object> shown = api.read(viewer, "runs", run, "steps", step);
        model.addAttribute("step", shown);
        return shown;
    }

    /** The page stays as it was typed, and nothing is exchanged in it. */
    private static String refused(HttpServletResponse response, Model model, int status, Map<String, ?> problem) {
        response.setStatus(status);
        model.addAttribute("problem", problem);
        model.addAttribute("kept", true);
        return PAGE;
    }
}
