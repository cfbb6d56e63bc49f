package dev.runs.testing;

import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A rule pack that stands in a test: rules as DRL text, and whatever else they need. What is not said is filled in, so that the
 * rules alone are enough. Each different pack is compiled once in a process, which takes a second or more, and is shared by all
 * tests. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class PackText {
    /** Whom a pack asks about what no rule speaks of, unless its manifest says otherwise. */
    public static final String DEFAULT_APPROVER = "Governance";

    private static final Map<Map<String, String>, RulePack> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> files;

    private PackText(Map<String, String> files) {
        this.files = files;
    }

    /**
     * Returns a pack of the given rules. They need no {@code package} line.
     *
     * @param rules rules, one after another; a rule without {@code @id}, {@code @owner} and {@code @rationale} is refused as
     *     everywhere
     */
    public static PackText of(String rules) {
        String drl = rules.stripLeading().startsWith("package ") ? rules : "package scenario.rules\n" + rules;
        return new PackText(Map.of(
                "pack.yaml",
                "name: scenario\nversion: \"1\"\nowner: Tests\ndefault-approvers: [" + DEFAULT_APPROVER + "]\n",
                "rules.drl",
                drl));
    }

    /** Returns the same pack with more in its {@code pack.yaml}, such as {@code requirements:}. */
    public PackText manifest(String yaml) {
        return with("pack.yaml", files.get("pack.yaml") + yaml);
    }

    /** Returns the same pack with a {@code vocabulary.yaml}. */
    public PackText vocabulary(String yaml) {
        return with("vocabulary.yaml", yaml);
    }

    /** Returns the same pack with another file, or another content of a file. */
    public PackText with(String file, String text) {
        Map<String, String> more = new TreeMap<>(files);
        more.put(file, text);
        return new PackText(more);
    }

    /**
     * Returns the compiled pack. Leave it open: other tests use it too.
     *
     * @throws dev.runs.rules.RulePackException if there is any mistake in it; the message lists all of them
     */
    public RulePack pack() {
        return COMPILED.computeIfAbsent(Map.copyOf(files), missing -> RulePacks.of("scenario", missing));
    }
}
