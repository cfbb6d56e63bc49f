package dev.runs.rules.internal.text;

import dev.runs.error.Nearest;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.Collection;
import java.util.List;

/** Words of messages, and the checks that all texts of authors share. */
public final class Text {
    private static final int LONGEST_WORD = 60;
    private static final int MOST_CANDIDATES = 1_000;

    private Text() {}

    /** Returns {@code " Did you mean 'x'?"}, or nothing when no candidate is alike. Of what is too long or too many none is looked for. */
    public static String didYouMean(String word, Collection<String> candidates) {
        if (word.length() > LONGEST_WORD) {
            return "";
        }
        List<String> alike = candidates.stream()
                .filter(candidate -> candidate.length() <= 2 * LONGEST_WORD)
                .limit(MOST_CANDIDATES)
                .toList();
        return Nearest.to(word, alike)
                .map(name -> " Did you mean '" + name + "'?")
                .orElse("");
    }

    /** Returns the text, cut where it would fill a message. */
    public static String shortened(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, 40)) + "...";
    }

    /** Records a mistake when the text is blank or longer than allowed. */
    public static boolean check(Problems problems, RuleErrorCode code, Token token, String what, int most) {
        return check(problems, code, token.place(), token.text(), what, most);
    }

    public static boolean check(
            Problems problems, RuleErrorCode code, Place place, String text, String what, int most) {
        if (text.isBlank()) {
            problems.add(code, place, what + " is empty.");
        } else if (text.length() > most) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    place,
                    what + " has " + text.length() + " characters; at most " + most + " are allowed.");
        } else {
            return true;
        }
        return false;
    }
}
