package dev.runs.cli;

import dev.runs.rules.PackCheck;
import dev.runs.rules.problem.RuleProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what was found as JSON, one object per pack. */
final class CheckJson {
    private CheckJson() {}

    static String of(Map<Path, PackCheck> checks) {
        return checks.entrySet().stream()
                .map(entry -> pack(Mistakes.shown(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(",\n  ", "{\"packs\": [\n  ", "\n]}"));
    }

    private static String pack(String folder, PackCheck check) {
        return "{\"folder\": " + text(folder) + ", \"valid\": " + check.valid() + ", \"files\": " + check.files()
                + ", \"rules\": " + check.rules() + ", \"errors\": ["
                + problems(check.problems()) + "], \"warnings\": [" + problems(check.warnings()) + "]}";
    }

    static String problems(List<RuleProblem> problems) {
        return problems.stream().map(CheckJson::problem).collect(Collectors.joining(","));
    }

    private static String problem(RuleProblem problem) {
        return "\n    {\"code\": " + text(problem.code().id()) + ", \"file\": " + text(problem.file()) + ", \"line\": "
                + problem.line() + ", \"column\": " + problem.column() + ", \"text\": " + text(problem.text())
                + problem.hint().map(hint -> ", \"hint\": " + text(hint)).orElse("") + "}";
    }

    static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
