package dev.runs.rules.internal.pack;

import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a folder and its sub-folders as they were at one moment.
 *
 * <p>Everything is read twice. If names and bytes are the same, then every file had these bytes at the moment between the two
 * readings, so that this is what the folder was then, whatever was written before or after. If not, somebody is writing. (Sizes
 * and times would say nothing more, and less where a clock is coarse.)
 */
public final class FolderSource implements Consumer<PackFiles> {
    private final Path folder;
    /** Called before each access to the disk; shows a test every interleaving. */
    private final Runnable step;

    public FolderSource(Path folder) {
        this(folder, () -> {});
    }

    public FolderSource(Path folder, Runnable step) {
        this.folder = folder;
        this.step = step;
    }

    /** What one reading found. */
    private record Look(SortedMap<String, byte[]> files, List<RuleProblem> problems) {
        /** Returns the name of something that is different. */
        Optional<String> difference(Look later) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] again = later.files.get(file.getKey());
                if (again == null || !Arrays.equals(file.getValue(), again)) {
                    return Optional.of(file.getKey());
                }
            }
            return later.files.keySet().stream()
                    .filter(name -> !files.containsKey(name))
                    .findFirst()
                    .or(() -> problems.equals(later.problems) ? Optional.empty() : Optional.of(""));
        }
    }

    /**
     * What the folder was at one moment.
     *
     * @param files the files by name; those that are not read are empty
     * @param problems what could not be read
     */
    public record Snapshot(SortedMap<String, byte[]> files, List<RuleProblem> problems) implements Consumer<PackFiles> {
        @Override
        public void accept(PackFiles pack) {
            problems.forEach(problem -> pack.problems()
                    .add(
                            problem.code(),
                            Place.file(problem.file()),
                            problem.text(),
                            problem.hint().orElse("")));
            pack.addAll(files);
        }

        /** Returns whether somebody was writing. */
        public boolean unsettled() {
            return problems.stream().anyMatch(problem -> problem.code() == RuleErrorCode.UNSETTLED);
        }

        /** Returns a text that is equal for equal files and problems only. */
        public String fingerprint() {
            MessageDigest sha = Checksums.sha256();
            files.forEach((name, content) -> {
                sha.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                sha.update(content);
            });
            return HexFormat.of().formatHex(sha.digest()) + problems;
        }
    }

    @Override
    public void accept(PackFiles files) {
        snapshot(files.limits()).accept(files);
    }

    public Snapshot snapshot(Limits limits) {
        Look look = look(limits);
        Optional<String> difference = look.difference(look(limits));
        if (difference.isPresent()) {
            String what = difference.get().isEmpty() ? folder.toString() : difference.get();
            return new Snapshot(
                    new TreeMap<>(),
                    List.of(problem(
                            RuleErrorCode.UNSETTLED,
                            what,
                            "This changed while the pack was read.",
                            Optional.of("Load the pack again when all of it is written."))));
        }
        return new Snapshot(look.files(), look.problems());
    }

    private Look look(Limits limits) {
        step.run();
        if (!Files.isDirectory(folder)) {
            return refused(
                    RuleErrorCode.FOLDER,
                    Files.exists(folder) ? "This is a file; a rule pack is a folder." : "There is no such folder.");
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            paths = walk.filter(path -> !PackFiles.hidden(name(path)) && !Files.isDirectory(path))
                    .limit(PackFiles.most(limits) + 1)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return refused(RuleErrorCode.FOLDER, "The folder cannot be read: " + e.getMessage());
        }
        if (paths.size() > PackFiles.most(limits)) {
            return refused(
                    RuleErrorCode.LIMIT,
                    "The folder has more than " + PackFiles.most(limits) + " files; this cannot be a rule pack.");
        }
        return read(paths, limits);
    }

    private Look read(List<Path> paths, Limits limits) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<RuleProblem> failures = new ArrayList<>();
        int read = 0;
        for (Path path : paths) {
            String name = name(path);
            // One file more than allowed shows that there are too many, and one byte more that one is too large.
            if (!PackFiles.isRead(name)) {
                files.put(name, new byte[0]);
                continue;
            }
            if (++read > limits.files() + 1) {
                break;
            }
            step.run();
            try (InputStream in = Files.newInputStream(path)) {
                files.put(name, in.readNBytes(limits.fileBytes() + 1));
            } catch (NoSuchFileException e) {
                failures.add(unreadable(name, "it is not there, or is a link to nothing."));
            } catch (IOException e) {
                failures.add(unreadable(name, String.valueOf(e.getMessage())));
            }
        }
        return new Look(files, failures);
    }

    private Look refused(RuleErrorCode code, String text) {
        return new Look(new TreeMap<>(), List.of(problem(code, folder.toString(), text, Optional.empty())));
    }

    private static RuleProblem unreadable(String name, String why) {
        return problem(RuleErrorCode.FOLDER, name, "The file cannot be read: " + why, Optional.empty());
    }

    private static RuleProblem problem(RuleErrorCode code, String file, String text, Optional<String> hint) {
        return new RuleProblem(code, file, 0, 0, text, hint);
    }

    private String name(Path path) {
        List<String> parts = new ArrayList<>();
        folder.relativize(path).forEach(part -> parts.add(part.toString()));
        return String.join("/", parts);
    }
}
