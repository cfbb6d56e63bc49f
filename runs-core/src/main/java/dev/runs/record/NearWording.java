package dev.runs.record;

import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.gate.RuleTrace;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rule would have said, had one thing been otherwise. */
final class NearWording {
    private static final int MAX_QUOTED = 300;
    private static final Pattern PROPERTY = Pattern.compile("[a-z][\\w.]* is (.+)");
    private static final Pattern TOTAL = Pattern.compile("the (?:count|sum) is (\\S+)");
    private static final Pattern FITTING = Pattern.compile("(\\d+ of \\d+) \\w+ (fits?)");

    private final Times times;
    private final Names names;
    private final FactWording values;
    private final ConditionWording conditions;

    NearWording(Times times, Names names) {
        this.times = times;
        this.names = names;
        this.values = new FactWording(times);
        this.conditions = new ConditionWording(values);
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
            case OBSERVE -> ", which is only observed,";
            case ADVISE -> ", which is only advice,";
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
            return "asked " + Wording.stages(require.stages(), names);
        } else if (effect instanceof Finding.Hold hold) {
            return "held it until " + times.exact(hold.until());
        } else if (effect instanceof Finding.RaiseRisk raise) {
            return "raised its risk to " + Wording.lower(raise.risk());
        } else if (effect instanceof Finding.Notify notice) {
            return "told " + Wording.and(List.copyOf(notice.roles()));
        }
        return effect instanceof Finding.Deny ? "forbidden it" : "allowed it";
    }

    /** What would have to be, and what is; in the author's words where ours do not do. */
    private String otherwise(RuleTrace.ConditionTrace condition) {
        String text = Wording.plain(condition.text());
        String found = Wording.clause(Wording.plain(condition.found()));
        return conditions
                .were(text)
                .map(were -> were + "; " + instead(found))
                .orElseGet(() -> "this held: " + shortened(text) + (found.isEmpty() ? "" : "; " + shortened(found)));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...";
    }

    private String instead(String found) {
        Matcher total = TOTAL.matcher(found);
        Matcher fitting = FITTING.matcher(found);
        Matcher property = PROPERTY.matcher(found);
        if (total.matches()) {
            return "it is " + values.value(total.group(1));
        } else if (fitting.matches()) {
            return fitting.group(1) + " " + fitting.group(2);
        } else if (found.startsWith("there is no ")) {
            return "there is none";
        }
        return property.matches() ? "it is " + values.value(property.group(1)) : found;
    }
}
