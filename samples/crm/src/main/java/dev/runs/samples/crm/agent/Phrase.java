package dev.runs.samples.crm.agent;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Words to look for in a sentence: a word stands for itself, {@code #} for a number, {@code *} for up to four words.
 *
 * @param text as it is written in the rules
 * @param line where
 * @param words its parts
 */
record Phrase(String text, int line, List<String> words) {
    private static final int WILD = 4;

    /** Where a phrase was found, and the first number in it. */
    record Match(int from, Optional<BigDecimal> number) {}

    static Phrase of(String text, int line) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        if (words.stream().allMatch(word -> word.equals("*") || word.isEmpty())) {
            throw new IllegalArgumentException("line " + line + ": the phrase has no word");
        }
        return new Phrase(text.strip(), line, words);
    }

    /** Returns the first place at which the phrase is. */
    Optional<Match> in(List<String> sentence) {
        for (int from = 0; from < sentence.size(); from++) {
            if (matches(0, sentence, from)) {
                return Optional.of(new Match(from, number(sentence, from)));
            }
        }
        return Optional.empty();
    }

    private boolean matches(int word, List<String> sentence, int at) {
        if (word == words.size()) {
            return true;
        }
        String wanted = words.get(word);
        if (wanted.equals("*")) {
            for (int skipped = 0; skipped <= WILD && at + skipped <= sentence.size(); skipped++) {
                if (matches(word + 1, sentence, at + skipped)) {
                    return true;
                }
            }
            return false;
        }
        return at < sentence.size()
                && (wanted.equals("#") ? isNumber(sentence.get(at)) : wanted.equals(sentence.get(at)))
                && matches(word + 1, sentence, at + 1);
    }

    private Optional<BigDecimal> number(List<String> sentence, int from) {
        return words.contains("#")
                ? sentence.subList(from, sentence.size()).stream()
                        .filter(Phrase::isNumber)
                        .findFirst()
                        .map(BigDecimal::new)
                : Optional.empty();
    }

    private static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(0));
    }
}
