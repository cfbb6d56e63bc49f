package dev.runs.samples.crm.page;

import dev.runs.gate.Gate;
import dev.runs.gate.RuleRef;
import dev.runs.rules.RuleGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The rules that hold for a tenant, as their authors wrote them. */
@Controller
class RulesPages {
    private final Gate gate;
    private final ResourceLoader resources;

    RulesPages(Gate gate, ResourceLoader resources) {
        this.gate = gate;
        this.resources = resources;
    }

    /**
     * A rule.
     *
     * @param rule what is known of it
     * @param text how it is written
     */
    record Written(RuleRef rule, String text) {}

    /**
     * A file of rules.
     *
     * @param name its name, below the folder of all packs
     * @param rules its rules, in the order in which they stand there
     */
    record RuleFile(String name, List<Written> rules) {}

    /**
     * What a pack says besides its rules: whom its requirements ask, and its default approvers.
     *
     * @param name the pack's folder
     * @param text its file, as it is written
     */
    record Pack(String name, String text) {}

    @GetMapping("/rules")
    String rules(@ModelAttribute(name = "viewer", binding = false) Viewer viewer, Model model) {
        RuleGate rules = (RuleGate) gate.forTenant(viewer.tenant());
        List<RuleFile> files = files(rules);
        model.addAttribute("pack", rules.pack());
        model.addAttribute("files", files);
        model.addAttribute(
                "packs",
                files.stream()
                        .map(file -> file.name().substring(0, file.name().indexOf('/')))
                        .distinct()
                        .map(folder -> new Pack(folder, String.join("\n", lines(folder + "/pack.yaml"))))
                        .toList());
        return "rules/page";
    }

    /** The rules of all tenants come first, as those of a tenant stand beside them. */
    private List<RuleFile> files(RuleGate rules) {
        Map<String, List<RuleRef>> byFile = rules.rules().stream()
                .sorted(Comparator.comparing((RuleRef rule) -> !rule.file().startsWith("global/"))
                        .thenComparing(RuleRef::file)
                        .thenComparing(RuleRef::line))
                .collect(Collectors.groupingBy(RuleRef::file, LinkedHashMap::new, Collectors.toList()));
        return byFile.entrySet().stream()
                .map(file -> new RuleFile(file.getKey(), written(lines(file.getKey()), file.getValue())))
                .toList();
    }

    private static List<Written> written(List<String> file, List<RuleRef> rules) {
        return rules.stream().map(rule -> new Written(rule, text(file, rule))).toList();
    }

    /** A rule is written from its line on to the next "end". */
    private static String text(List<String> file, RuleRef rule) {
        StringBuilder text = new StringBuilder();
        for (String line : file.subList(rule.line() - 1, file.size())) {
            text.append(line).append('\n');
            if (line.strip().equals("end")) {
                break;
            }
        }
        return text.toString();
    }

    private List<String> lines(String file) {
        try {
            return resources
                    .getResource("classpath:governance/" + file)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the rules' file " + file + " cannot be read", e);
        }
    }
}
