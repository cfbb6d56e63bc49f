package dev.runs.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rule files that others wrote, where they are at hand: in the folder of the system property {@code runs.data}, or in
 * {@code shared/data} beside the repository. They speak of facts by other names; here these are mapped to ours, so that a
 * file is judged for what it does.
 */
final class SharedData {
    private static final String HEADER =
            "(?m)^(import lab[.]api[.](StepFact|RunFact|ContextFact|Risk)|" + "global lab[.]api[.]Gate gate);$";
    private static final Pattern RULE = Pattern.compile("\\brule (?:\"([^\"]*)\"|(\\w+))");

    private SharedData() {}

    /** Returns the rule files of the folder, mapped, in the order of their names; empty when they are not at hand. */
    static List<Path> files(String folder) {
        Optional<Path> data = data().map(path -> path.resolve(folder)).filter(Files::isDirectory);
        if (data.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data.get())) {
            return files.filter(file -> file.toString().endsWith(".drl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a pack with the mapped file. */
    static Map<String, String> pack(Path file) {
        try {
            return Map.of("pack.yaml", Packs.MANIFEST, "rules.drl", mapped(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String mapped(String text) {
        String mapped = text.replaceAll(HEADER, "")
                .replaceFirst("\n\n", "\nimport dev.runs.rules.facts.*\n")
                .replace("package lab.api", "package dev.runs.rules.facts")
                .replace("lab.api.", "dev.runs.rules.facts.")
                .replaceAll("\\bRisk[.]", "RiskLevel.")
                .replaceAll("\\bname\\b", "title")
                .replaceAll("\\btype\\b", "action")
                .replaceAll("when(\\s+)StepFact\\(", "when$1\\$s : StepFact(")
                .replaceAll("gate[.](allow|deny|requireApproval)\\(", "gate.$1(\\$s, ")
                .replace("@author(", "@owner(")
                .replace("@description(", "@rationale(");
        return RULE.matcher(mapped).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            String rest = mapped.substring(found.end(), Math.min(mapped.length(), found.end() + 200));
            return "rule \"" + name + "\""
                    + (rest.contains("@id(") ? "" : " @id(\"R-1\")")
                    + (rest.contains("@owner(") ? "" : " @owner(\"Team\")")
                    + (rest.contains("@rationale(") ? "" : " @rationale(\"Because\")");
        });
    }

    private static Optional<Path> data() {
        String set = System.getProperty("runs.data");
        if (set != null) {
            return Optional.of(Path.of(set));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path data = folder.resolve("shared").resolve("data");
            if (Files.isDirectory(data)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }
}
