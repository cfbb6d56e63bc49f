package dev.runs.samples.crm.page;

import dev.runs.web.ApiRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits for whoever looks, page by page. */
@Controller
class InboxPages {
    private final ApiPages api;
    private final Viewers viewers;

    InboxPages(ApiPages api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @GetMapping("/inbox")
    String inbox(
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "") String after,
            HttpServletRequest request,
            Model model) {
        Viewer viewer = viewers.of(request);
        Map<String, String> filter = new LinkedHashMap<>();
        if (!role.isEmpty()) {
            filter.put("role", role);
        }
        if (overdue) {
            filter.put("overdue", "true");
        }
        if (mine) {
            filter.put("mine", "true");
        }
        model.addAttribute("viewer", viewer);
        model.addAttribute("inbox", api.read(viewer, with(filter, after), "inbox"));
        model.addAttribute("counts", api.read(viewer, "inbox", "counts"));
        model.addAttribute("role", role);
        model.addAttribute("overdue", overdue);
        model.addAttribute("mine", mine);
        model.addAttribute("first", after.isEmpty());
        model.addAttribute("events", "/api/runs/v1/events");
        return "inbox/page";
    }

    static UnaryOperator<ApiRequest> with(Map<String, String> filter, String after) {
        return request -> {
            ApiRequest filtered = request;
            for (Map.Entry<String, String> one : filter.entrySet()) {
                filtered = filtered.with(one.getKey(), one.getValue());
            }
            return after.isEmpty() ? filtered : filtered.with("after", after);
        };
    }
}
