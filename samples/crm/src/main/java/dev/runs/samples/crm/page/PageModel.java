package dev.runs.samples.crm.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What all templates use, and what is shown where there is nothing to show. */
@ControllerAdvice(basePackageClasses = PageModel.class)
class PageModel {
    private final Parts parts = new Parts();
    private final Looks looks = new Looks();
    private final Viewers viewers;
    private final String api;

    PageModel(Viewers viewers, @Value("${runs.web.path}") String api) {
        this.viewers = viewers;
        this.api = api;
    }

    @ModelAttribute
    void common(HttpServletRequest request, Model model) {
        model.addAttribute("parts", parts);
        model.addAttribute("looks", looks);
        model.addAttribute("viewer", viewers.of(request));
        model.addAttribute("live", new Live(request.getContextPath() + api + "/events"));
    }

    /** A form that no page of ours sends. */
    @ExceptionHandler
    String nonsense(
            IllegalArgumentException nonsense, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        common(request, model);
        model.addAttribute("problem", Map.of("detail", "The form cannot be read.", "fix", "load the page again"));
        return "problem";
    }

    @ExceptionHandler
    String problem(ApiProblem problem, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(problem.status());
        common(request, model);
        model.addAttribute("problem", problem.body());
        return "problem";
    }
}
