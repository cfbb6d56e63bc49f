package dev.runs.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Writes what came of cases as JSON, one object per pack. */
final class TestJson {
    private TestJson() {}

    static String of(List<PackTest> tests) {
        return tests.stream().map(TestJson::pack).collect(Collectors.joining(",\n  ", "{\"packs\": [\n  ", "\n]}"));
    }

    private static String pack(PackTest test) {
        return "{\"folder\": " + CheckJson.text(test.mistakes().folder()) + ", \"valid\": "
                + test.report().isPresent() + ", \"errors\": ["
                + CheckJson.problems(test.mistakes().problems()) + "]"
                + test.report().map(report -> ", \"report\": " + report.json()).orElse("") + "}";
    }
}
