package dev.runs.samples.crm.page;

import dev.runs.gate.Gate;
import dev.runs.gate.PackRef;
import dev.runs.gate.RuleRef;
import dev.runs.rules.RuleGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The rules that hold for a tenant, as their authors wrote them. */
@Controller
class RulesPages {
    private final Gate gate;
    private final ResourceLoader files;

    RulesPages(Gate gate, ResourceLoader files) {
        this.gate = gate;
        this.files = files;
    }

    /**
     * A rule.
     *
     * @param rule what is known of it
     * @param text how it is written
     */
    record Written(RuleRef rule, String text) {}

    @GetMapping("/rules")
    String rules(@ModelAttribute(name = "viewer", binding = false) Viewer viewer, Model model) {
        RuleGate rules = (RuleGate) gate.forTenant(viewer.tenant());
        PackRef pack = rules.pack();
        model.addAttribute("pack", pack);
        model.addAttribute(
                "rules",
                rules.rules().stream()
                        .map(rule -> new Written(rule, text(rule)))
                        .toList());
        return "rules/page";
    }

    /** A rule is written from its line on to the next "end". */
    private String text(RuleRef rule) {
        List<String> lines;
        try {
            lines = files.getResource("classpath:governance/" + rule.file())
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the rules' file " + rule.file() + " cannot be read", e);
        }
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(rule.line() - 1, lines.size())) {
            text.append(line).append('\n');
            if (line.strip().equals("end")) {
                break;
            }
        }
        return text.toString();
    }
}
