package dev.runs.samples.crm.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
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
    private final ApiPages api;
    private final String path;

    PageModel(Viewers viewers, ApiPages api, @Value("${runs.web.path}") String path) {
        this.viewers = viewers;
        this.api = api;
        this.path = path;
    }

    /** Before anything is read for the page: it listens from here on. */
    @ModelAttribute
    void live(HttpServletRequest request, Model model) {
        Viewer viewer = viewers.of(request);
        Optional<String> last = api.find(viewer, "events", "last").map(event -> Trees.text(event, "id"));
        model.addAttribute("live", new Live(request.getContextPath() + path + "/events", last));
        common(viewer, model);
    }

    private void common(Viewer viewer, Model model) {
        model.addAttribute("parts", parts);
        model.addAttribute("looks", looks);
        model.addAttribute("viewer", viewer);
    }

    /** A form that no page of ours sends. */
    @ExceptionHandler
    String nonsense(
            IllegalArgumentException nonsense, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        common(viewers.of(request), model);
        model.addAttribute("problem", Map.of("detail", "The form cannot be read.", "fix", "load the page again"));
        return "problem";
    }

    @ExceptionHandler
    String problem(ApiProblem problem, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(problem.status());
        common(viewers.of(request), model);
        model.addAttribute("problem", problem.body());
        return "problem";
    }
}
