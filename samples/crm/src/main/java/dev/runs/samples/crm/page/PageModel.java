package dev.runs.samples.crm.page;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What all templates use, and what is shown where there is nothing to show. */
@ControllerAdvice(basePackageClasses = PageModel.class)
class PageModel {
    private final Parts parts = new Parts();
    private final Looks looks = new Looks();

    @ModelAttribute
    void common(Model model) {
        model.addAttribute("parts", parts);
        model.addAttribute("looks", looks);
    }

    /** A form that no page of ours sends. */
    @ExceptionHandler
    String nonsense(IllegalArgumentException nonsense, HttpServletResponse response, Model model) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        common(model);
        model.addAttribute("problem", Map.of("detail", "The form cannot be read.", "fix", "load the page again"));
        return "problem";
    }

    @ExceptionHandler
    String problem(ApiProblem problem, HttpServletResponse response, Model model) {
        response.setStatus(problem.status());
        common(model);
        model.addAttribute("problem", problem.body());
        return "problem";
    }
}
