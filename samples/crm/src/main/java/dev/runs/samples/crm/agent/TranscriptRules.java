package dev.runs.samples.crm.agent;

import dev.runs.samples.crm.governance.CrmActions.RoadmapItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plain rules of {@code agent/transcript-rules.txt}: what is listened for. Immutable. */
record TranscriptRules(
        Map<Finding.Kind, List<Phrase>> phrases,
        Set<String> ours,
        Set<String> negations,
        Map<Phrase, RoadmapItem> roadmap) {
    private static final String FILE = "/agent/transcript-rules.txt";

    /** Reads the rules that come with the program. */
    static TranscriptRules standard() {
        try (InputStream file = TranscriptRules.class.getResourceAsStream(FILE)) {
            return parse(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> read(@Nullable InputStream file) {
        if (file == null) {
            throw new IllegalStateException(FILE + " is not on the class path");
        }
        return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException if a line is none, naming it
     */
    static TranscriptRules parse(List<String> lines) {
        Map<Finding.Kind, List<Phrase>> phrases = new EnumMap<>(Finding.Kind.class);
        Set<String> ours = new LinkedHashSet<>();
        Set<String> negations = new LinkedHashSet<>();
        Map<Phrase, RoadmapItem> roadmap = new LinkedHashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            int colon = line.indexOf(':');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String kind = colon < 0 ? "" : line.substring(0, colon).strip();
            String text = line.substring(colon + 1).strip();
            switch (kind) {
                case "ours" -> ours.add(text);
                case "negation" -> negations.add(text);
                case "roadmap" -> topic(text, number, roadmap);
                default ->
                    phrases.computeIfAbsent(kind(kind, number), any -> new ArrayList<>())
                            .add(Phrase.of(text, number));
            }
        }
        return new TranscriptRules(phrases, ours, negations, roadmap);
    }

    private static Finding.Kind kind(String word, int number) {
        for (Finding.Kind kind : Finding.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("line " + number + ": '" + word + "' is not something to listen for");
    }

    private static void topic(String text, int number, Map<Phrase, RoadmapItem> roadmap) {
        String[] parts = text.split(" = ", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("line " + number + ": a roadmap line needs ' = ' and a title");
        }
        String id = "roadmap-" + parts[0].strip().toLowerCase(Locale.ROOT).replace(' ', '-');
        roadmap.put(Phrase.of(parts[0], number), new RoadmapItem(id, parts[1].strip()));
    }
}
