package dev.runs.samples.approvallog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rule pack of this sample: the folder {@code rules}, which is also in its jar, or one that is given. */
final class RulesOfTheLog {
    private static final List<String> FILES = List.of("pack.yaml", "roles.yaml", "vocabulary.yaml", "payments.drl");

    private RulesOfTheLog() {}

    /**
     * Loads a pack.
     *
     * @throws dev.runs.rules.RulePackException if there is any mistake in it
     */
    static RulePack load(Optional<Path> folder) {
        return folder.map(RulePacks::folder).orElseGet(() -> RulePacks.of("rules", ownFiles()));
    }

    private static Map<String, String> ownFiles() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String file : FILES) {
            try (InputStream text = RulesOfTheLog.class.getResourceAsStream("/rules/" + file)) {
                if (text == null) {
                    throw new IllegalStateException("rules/" + file + " is not in the jar");
                }
                texts.put(file, new String(text.readAllBytes(), UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }
}
