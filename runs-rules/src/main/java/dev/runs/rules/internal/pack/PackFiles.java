package dev.runs.rules.internal.pack;

import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.RawScan;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.problem.RuleErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The files of a pack, wherever they come from. A file whose name begins with a point is not of the pack (editors and
 * orchestrators keep such files); one that looks like a part of a pack and is none is a mistake, so that no rule is left
 * out by a slip in its file's name.
 */
public final class PackFiles {
    /** How many files may lie beside each one that a pack may have. */
    private static final int BESIDE = 10;

    private static final Set<String> YAML = Set.of(Manifest.FILE, RolesFile.FILE, VocabularyFile.FILE);

    private final Limits limits;
    private final Problems problems;
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    public PackFiles(Limits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    Limits limits() {
        return limits;
    }

    Problems problems() {
        return problems;
    }

    /** Returns the files that the check reads, by name. */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** Takes the files all at once, and compares them with the checksums if there are any. */
    void addAll(Map<String, byte[]> contents) {
        contents.forEach((name, content) -> {
            if (belongs(name)) {
                put(name, content);
            }
        });
        byte[] sums = files.remove(Checksums.FILE);
        if (sums != null) {
            new Checksums(limits, problems).check(sums, files);
        }
    }

    /** Returns how many files a folder or archive may have. */
    static int most(Limits limits) {
        return BESIDE * limits.files();
    }

    /** Returns whether a file of this name is read; what {@link #addAll} says of others depends on their names alone. */
    static boolean isRead(String name) {
        return name.endsWith(".drl") || YAML.contains(name) || name.equals(Checksums.FILE);
    }

    /** Returns whether a part of the path begins with a point. */
    static boolean hidden(String name) {
        for (String part : name.split("/", -1)) {
            if (part.startsWith(".") && !part.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private void put(String name, byte[] content) {
        files.put(name, content);
        if (files.size() == limits.files() + 1) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    Place.file(name),
                    "The pack has more than " + limits.files() + " files.",
                    "Split it into several packs.");
        }
    }

    private boolean belongs(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean known = isRead(name);
        if (known && !name.matches("[\\p{L}\\p{N} ._/-]{1,200}")) {
            problems.add(
                    RuleErrorCode.FILE_NAME,
                    Place.file(visible(name)),
                    "This file's name has other characters than letters, digits, spaces, '.', '_' and '-'.",
                    "Rename it, for example to advocacy.drl");
            return false;
        }
        if (!known && !lower.endsWith(".cases.yaml") && (lower.contains(".drl") || lower.matches(".*[.]ya?ml"))) {
            problems.add(
                    RuleErrorCode.FILE_NAME,
                    Place.file(visible(name)),
                    "This looks like a part of the pack, but is not one that Runs reads.",
                    "A pack has pack.yaml, perhaps roles.yaml and vocabulary.yaml, and files whose names end with .drl.");
        }
        return known;
    }

    static String visible(String name) {
        StringBuilder visible = new StringBuilder();
        Text.shortened(name).codePoints().forEach(c -> visible.appendCodePoint(RawScan.hidden(c) ? '?' : c));
        return visible.toString();
    }

    /** Returns a source of files that are given as texts. */
    public static Consumer<PackFiles> texts(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return pack -> pack.addAll(bytes);
    }
}
