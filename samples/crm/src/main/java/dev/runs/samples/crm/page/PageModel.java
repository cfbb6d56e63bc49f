package dev.runs.samples.crm.page;

import jakarta.servlet.http.HttpServletResponse;
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

    @ExceptionHandler
    String problem(ApiProblem problem, HttpServletResponse response, Model model) {
        response.setStatus(problem.status());
        model.addAttribute("problem", problem.body());
        return "problem";
    }
}
