package dev.runs.rules.internal.pack;

import dev.runs.gate.Finding;
import dev.runs.rules.internal.language.Roles;
import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Saying;
import dev.runs.rules.internal.model.Vocabulary;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The form of a pack over which its digest is made: what the pack means, in one order. Files, lines, white space and
 * comments leave no trace in it. Each text is preceded by its length, so that no two packs have the same form.
 */
public final class CanonicalForm {
    private final StringBuilder form = new StringBuilder();

    private CanonicalForm() {}

    /** Returns {@code sha256:} and the digest of the pack in hexadecimal. */
    static String digest(Manifest manifest, Roles roles, Vocabulary vocabulary, List<Rule> rulesById) {
        CanonicalForm canonical = new CanonicalForm();
        canonical.pack(manifest, roles, rulesById);
        canonical.vocabulary(vocabulary);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(sha256.digest(canonical.form.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void pack(Manifest manifest, Roles roles, List<Rule> rulesById) {
        put("runs-rule-pack-1");
        put(manifest.name());
        put(manifest.version());
        put(manifest.owner());
        puts(manifest.defaultApprovers());
        puts(manifest.delegates());
        put(roles.declared() ? "roles" : "any role");
        roles.roles().stream()
                .sorted(Comparator.comparing(Roles.Role::key))
                .forEach(role -> puts(List.of(role.key(), role.name(), role.meaning())));
        put(manifest.calendar().zone().getId());
        puts(manifest.calendar().businessDays().stream().map(Enum::name).toList());
        puts(manifest.calendar().holidays().stream().map(Object::toString).toList());
        put(Integer.toString(rulesById.size()));
        rulesById.forEach(this::rule);
    }

    private void vocabulary(Vocabulary vocabulary) {
        declared(vocabulary.payload());
        put(Integer.toString(vocabulary.declared().size()));
        new TreeMap<>(vocabulary.declared()).forEach((name, properties) -> {
            put(name);
            declared(properties);
        });
    }

    private void declared(List<Vocabulary.Declared> properties) {
        put(Integer.toString(properties.size()));
        properties.stream()
                .sorted(Comparator.comparing(Vocabulary.Declared::name))
                .forEach(property -> {
                    put(property.name());
                    put(property.type().kind().name());
                    puts(property.type().constants());
                });
    }

    private void rule(Rule rule) {
        put(rule.ref().id());
        put(rule.ref().title());
        put(rule.ref().owner());
        put(rule.ref().rationale());
        put(rule.level().name());
        condition(rule.condition());
        put(Integer.toString(rule.clauses().size()));
        rule.clauses().forEach(this::clause);
        put(Integer.toString(rule.sayings().size()));
        rule.sayings().forEach(this::saying);
    }

    private void saying(Saying saying) {
        effect(saying.inGeneral());
        if (saying instanceof Saying.Insert insert) {
            puts(insert.fields());
        } else if (saying instanceof Saying.Ask ask) {
            for (Saying.Staged staged : ask.stages()) {
                put(staged.otherwise().name());
                put(staged.when().isPresent() ? "when" : "always");
                staged.when().ifPresent(when -> {
                    condition(when.condition());
                    put(Integer.toString(when.clauses().size()));
                    when.clauses().forEach(this::clause);
                });
            }
        }
    }

    private void clause(Clause clause) {
        if (clause instanceof Clause.Some some) {
            put(some.wanted() ? "exists" : "not");
            put(some.type().name());
            condition(some.condition());
        } else if (clause instanceof Clause.Total total) {
            put(total.sum().map(Property::word).orElse("count"));
            put(total.type().name());
            condition(total.condition());
            put(total.operator().sign());
            put(value(total.value()));
        } else {
            boolean all = clause instanceof Clause.All;
            List<Clause> parts = clause.parts();
            put(all ? "all" : "any");
            put(Integer.toString(parts.size()));
            parts.forEach(this::clause);
        }
    }

    private void condition(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            put(comparison.property().word());
            put(comparison.operator().sign());
            puts(comparison.values().stream().map(CanonicalForm::value).sorted().toList());
            puts(comparison.that().stream().map(Property::word).toList());
        } else if (condition instanceof Condition.Not not) {
            put("not");
            condition(not.part());
        } else {
            boolean all = condition instanceof Condition.All;
            List<Condition> parts = condition.parts();
            put(all ? "all" : "any");
            put(Integer.toString(parts.size()));
            parts.forEach(this::condition);
        }
    }

    private static String value(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value.toString();
    }

    private void effect(Finding.Effect effect) {
        put(effect.getClass().getSimpleName());
        put(effect.reason());
        if (effect instanceof Finding.Require require) {
            puts(require.stages().stream().map(Object::toString).toList());
            puts(require.review().stream().toList());
            puts(require.evidence());
            put(Boolean.toString(require.frozen()));
        } else if (effect instanceof Finding.Hold hold) {
            put(hold.until().toString());
        } else if (effect instanceof Finding.RaiseRisk raise) {
            put(raise.risk().name());
        } else if (effect instanceof Finding.Notify inform) {
            puts(inform.roles());
        } else if (effect instanceof Finding.InsertBefore insert) {
            put(insert.action());
            put(insert.title());
        }
    }

    private void puts(Collection<String> texts) {
        put(Integer.toString(texts.size()));
        texts.forEach(this::put);
    }

    private void put(String text) {
        form.append(text.length()).append(':').append(text).append('\n');
    }
}
