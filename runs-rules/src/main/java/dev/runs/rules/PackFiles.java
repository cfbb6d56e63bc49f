package dev.runs.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes the files of a pack from a folder or a map. A file whose name begins with a point is not of the pack (editors and
 * orchestrators keep such files); one that looks like a part of a pack and is none is a mistake, so that no rule is left
 * out by a slip in its file's name.
 */
final class PackFiles {
    private static final Set<String> YAML = Set.of(Manifest.FILE, RolesFile.FILE, VocabularyFile.FILE);

    private final Limits limits;
    private final Problems problems;
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    PackFiles(Limits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    /** Reads a folder and its sub-folders. */
    void read(Path folder) {
        if (!Files.isDirectory(folder)) {
            problems.add(
                    RuleErrorCode.FOLDER,
                    Place.file(folder.toString()),
                    Files.exists(folder) ? "This is a file; a rule pack is a folder." : "There is no such folder.");
            return;
        }
        long most = 10L * limits.files();
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            paths = walk.filter(path -> !hidden(folder, path) && !Files.isDirectory(path))
                    .limit(most + 1)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problems.add(
                    RuleErrorCode.FOLDER,
                    Place.file(folder.toString()),
                    "The folder cannot be read: " + e.getMessage());
            return;
        }
        if (paths.size() > most) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    Place.file(folder.toString()),
                    "The folder has more than " + most + " files; this cannot be a rule pack.");
            return;
        }
        for (Path path : paths) {
            List<String> parts = new ArrayList<>();
            folder.relativize(path).forEach(part -> parts.add(part.toString()));
            String name = String.join("/", parts);
            if (belongs(name)) {
                try (InputStream in = Files.newInputStream(path)) {
                    // One byte more than allowed shows the scan that there is more, whatever the file grew to.
                    put(name, in.readNBytes(limits.fileBytes() + 1));
                } catch (IOException e) {
                    problems.add(RuleErrorCode.FOLDER, Place.file(name), "The file cannot be read: " + e.getMessage());
                }
            }
        }
    }

    /** Takes a file that is given by name and content. */
    void add(String name, byte[] content) {
        if (belongs(name)) {
            put(name, content);
        }
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

    private static boolean hidden(Path folder, Path path) {
        for (Path part : folder.relativize(path)) {
            if (part.toString().startsWith(".") && !part.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }

    private boolean belongs(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean rules = name.endsWith(".drl");
        boolean known = rules || YAML.contains(name);
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

    private static String visible(String name) {
        StringBuilder visible = new StringBuilder();
        Text.shortened(name).codePoints().forEach(c -> visible.appendCodePoint(RawScan.hidden(c) ? '?' : c));
        return visible.toString();
    }
}
