package dev.runs.record;

import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.gate.RuleTrace;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule would have said, had one thing been otherwise. Comparisons are put into words; of any other condition the author's own
 * text is quoted, since a wrong paraphrase is worse than none.
 */
final class NearWording {
    private static final String LITERAL =
            "-?\\d+(?:\\.\\d+)?|\"[^\"]*\"|true|false|(?:[A-Z][A-Za-z]*\\.)?[A-Z][A-Z_]+|\\d{4}-\\d\\d-\\d\\d[\\dT:.Z]*";
    private static final Pattern COMPARISON =
            Pattern.compile("(?:\\$?\\w+\\.)*([a-z]\\w*)\\s*(==|!=|>=|<=|>|<)\\s*(" + LITERAL + ")");
    private static final Pattern MISSING = Pattern.compile("(?:\\$?\\w+\\.)*([a-z]\\w*) is missing");
    private static final Pattern FOUND = Pattern.compile("(?:\\$?\\w+\\.)*([a-z]\\w*) is (.+)");
    private static final Map<String, String> WORDS = Map.of(
            "==", "",
            "!=", "not ",
            ">=", "at least ",
            "<=", "at most ",
            ">", "above ",
            "<", "below ");

    private final Times times;
    private final FactWording values;

    NearWording(Times times) {
        this.times = times;
        this.values = new FactWording(times);
    }

    /** {@code ADV-003 would have asked Legal if amount were above 10,000; it is 9,000.} */
    String sentence(RuleTrace trace) {
        List<String> missing = trace.conditions().stream()
                .filter(condition -> condition.truth() != RuleTrace.Truth.TRUE)
                .map(this::otherwise)
                .toList();
        return Wording.ended(Wording.plain(trace.rule().id()) + " would have " + said(trace.effects())
                + level(trace.level()) + " if " + Wording.and(missing));
    }

    private static String level(Level level) {
        return switch (level) {
            case OBSERVE -> " (to be observed only)";
            case ADVISE -> " (as advice only)";
            case ENFORCE -> "";
        };
    }

    private String said(List<Finding.Effect> effects) {
        return effects.isEmpty()
                ? "spoken"
                : Wording.and(effects.stream().map(this::said).toList());
    }

    private String said(Finding.Effect effect) {
        if (effect instanceof Finding.Require require) {
            return "asked " + (require.quorum() == 1 ? "" : require.quorum() + " of ")
                    + Wording.or(List.copyOf(require.roles()));
        } else if (effect instanceof Finding.Hold hold) {
            return "held it until " + times.exact(hold.until());
        } else if (effect instanceof Finding.RaiseRisk raise) {
            return "raised its risk to " + Wording.lower(raise.risk());
        } else if (effect instanceof Finding.Notify notice) {
            return "told " + Wording.and(List.copyOf(notice.roles()));
        }
        return effect instanceof Finding.Deny ? "forbidden it" : "allowed it";
    }

    /** What would have to be, and what is. */
    private String otherwise(RuleTrace.ConditionTrace condition) {
        String text = Wording.plain(condition.text());
        String found = Wording.clause(Wording.plain(condition.found()));
        Matcher comparison = COMPARISON.matcher(text);
        Matcher absent = MISSING.matcher(text);
        if (comparison.matches()) {
            return FactWording.name(comparison.group(1)) + " were " + WORDS.get(comparison.group(2))
                    + values.value(comparison.group(3)) + "; " + instead(comparison.group(1), found);
        } else if (absent.matches()) {
            return FactWording.name(absent.group(1)) + " were missing; " + instead(absent.group(1), found);
        }
        return "this held: " + text + (found.isEmpty() ? "" : "; " + found);
    }

    private String instead(String property, String found) {
        Matcher is = FOUND.matcher(found);
        return is.matches() && is.group(1).equals(property) ? "it is " + values.value(is.group(2)) : found;
    }
}
