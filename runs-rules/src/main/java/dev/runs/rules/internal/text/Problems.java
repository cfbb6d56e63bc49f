package dev.runs.rules.internal.text;

import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects every mistake of a pack. Not thread-safe. */
public final class Problems {
    private static final int PER_FILE = 100;

    private final List<RuleProblem> found = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> brokenLines = new HashSet<>();

    public void add(RuleErrorCode code, Place place, String text) {
        add(code, place, text, "");
    }

    public void add(RuleErrorCode code, Place place, String text, String hint) {
        int count = counts.merge(place.file(), 1, Integer::sum);
        if (count < PER_FILE) {
            put(code, place, text, hint);
        } else if (count == PER_FILE) {
            put(RuleErrorCode.LIMIT, place, "This file has more mistakes; they are not listed.", "");
        }
    }

    /** Adds a mistake in the spelling of a word or text; what the parser then makes of that line is noise. */
    void addSpelling(RuleErrorCode code, Place place, String text, String hint) {
        add(code, place, text, hint);
        brokenLines.add(place.file() + ":" + place.line());
    }

    /** Adds a mistake in the structure, unless a misspelling in that line explains it. */
    public void addStructure(RuleErrorCode code, Place place, String text, String hint) {
        if (!misspelt(place)) {
            add(code, place, text, hint);
        }
    }

    /** Returns whether there is a misspelling in the line of the place. */
    boolean misspelt(Place place) {
        return brokenLines.contains(place.file() + ":" + place.line());
    }

    /** Returns whether no further mistake of the file is listed: there is no use in finding words for it. */
    public boolean full(String file) {
        return counts.getOrDefault(file, 0) >= PER_FILE;
    }

    /** Returns {@code " Did you mean 'x'?"}, if that would be read. */
    public String didYouMean(Place place, String word, Collection<String> candidates) {
        return full(place.file()) ? "" : Text.didYouMean(word, candidates);
    }

    /** Returns how many were recorded. */
    public int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public boolean none() {
        return found.isEmpty();
    }

    public boolean in(String file) {
        return counts.containsKey(file);
    }

    /** Returns the mistakes by file and place. */
    public List<RuleProblem> sorted() {
        return found.stream()
                .sorted(Comparator.comparing(RuleProblem::file)
                        .thenComparingInt(RuleProblem::line)
                        .thenComparingInt(RuleProblem::column))
                .toList();
    }

    private void put(RuleErrorCode code, Place place, String text, String hint) {
        found.add(new RuleProblem(
                code,
                place.file(),
                place.line(),
                place.column(),
                text,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint)));
    }
}
