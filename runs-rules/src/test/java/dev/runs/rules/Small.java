package dev.runs.rules;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.pack.Checksums;
import dev.runs.rules.internal.pack.PackFiles;
import dev.runs.rules.internal.text.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs of a few rules by name, and the ways in which they come. */
final class Small {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private Small() {}

    static Map<String, String> pack(String name, String version, String... rules) {
        Map<String, String> files = new TreeMap<>();
        files.put(
                "pack.yaml",
                "name: %s\nversion: \"%s\"\nowner: Testers\ndefault-approvers: [%s]\n"
                        .formatted(name, version, "Boss of " + name));
        files.put("rules.drl", "package test.pack\n" + String.join("", rules));
        return files;
    }

    static String rule(String id, String condition, String then) {
        return "rule \"Rule %s\" @id(\"%s\") @owner(\"Testers\") @rationale(\"Because\")\nwhen\n  $step : StepFact( %s )\nthen\n  %s\nend\n"
                .formatted(id, id, condition, then);
    }

    static String deny(String id, String action) {
        return rule(id, "action == \"" + action + "\"", "gate.deny($step, \"" + id + "\");");
    }

    static String allow(String id, String action) {
        return rule(id, "action == \"" + action + "\"", "gate.allow($step, \"" + id + "\");");
    }

    static String require(String id, String action, String role) {
        return rule(
                id, "action == \"" + action + "\"", "gate.requireApproval($step, \"" + role + "\", \"" + id + "\");");
    }

    static RulePack load(Map<String, String> files) {
        return RulePacks.of("test", files);
    }

    static String digest(Consumer<PackFiles> source) {
        return RulePacks.checked("test", source, Limits.STANDARD).ref().digest();
    }

    static GateQuestion question(String tenant, StepFact... steps) {
        return new GateQuestion(tenant, "run", GateQuestion.Phase.BINDING, NOW, List.of(steps));
    }

    static StepFact step(String action, Pattern pattern, RiskLevel risk) {
        return new StepFact("s", "A step", action, pattern, risk, Optional.empty(), Optional.empty(), true);
    }

    static StepFact external(String action) {
        return step(action, Pattern.EXTERNAL, RiskLevel.LOW);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what {@code sha256sum} prints. */
    static String sums(Map<String, String> files) {
        StringBuilder sums = new StringBuilder();
        files.forEach((name, text) -> sums.append(
                        HexFormat.of().formatHex(Checksums.sha256().digest(bytes(text))))
                .append("  ")
                .append(name)
                .append('\n'));
        return sums.toString();
    }

    static byte[] zip(String folder, Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(folder + file.getKey()));
                zip.write(bytes(file.getValue()));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
