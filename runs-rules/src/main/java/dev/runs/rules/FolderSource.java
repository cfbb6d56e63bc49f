package dev.runs.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
final class FolderSource implements Consumer<PackFiles> {
    private final Path folder;
    /** Called before each access to the disk; shows a test every interleaving. */
    private final Runnable step;

    FolderSource(Path folder) {
        this(folder, () -> {});
    }

    FolderSource(Path folder, Runnable step) {
        this.folder = folder;
        this.step = step;
    }

    /** The files by name, what could not be read, and what makes it no folder of a pack. */
    private record Look(SortedMap<String, byte[]> files, Map<String, String> failures, Optional<RuleProblem> refusal) {
        /** Returns the name of something that is different. */
        Optional<String> difference(Look later) {
            if (!refusal.equals(later.refusal)) {
                return Optional.of("");
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] again = later.files.get(file.getKey());
                if (again == null || !Arrays.equals(file.getValue(), again)) {
                    return Optional.of(file.getKey());
                }
            }
            return later.files.keySet().stream()
                    .filter(name -> !files.containsKey(name))
                    .findFirst()
                    .or(() -> failures.equals(later.failures) ? Optional.empty() : Optional.of(""));
        }
    }

    @Override
    public void accept(PackFiles files) {
        Look look = look(files);
        Optional<String> difference = look.difference(look(files));
        if (difference.isPresent()) {
            files.problems()
                    .add(
                            RuleErrorCode.UNSETTLED,
                            Place.file(difference.get().isEmpty() ? folder.toString() : difference.get()),
                            "This changed while the pack was read.",
                            "Load the pack again when all of it is written. Who renames a finished folder is never half read.");
            return;
        }
        look.refusal().ifPresent(refusal -> files.problems()
                .add(
                        refusal.code(),
                        new Place(refusal.file(), refusal.line(), refusal.column()),
                        refusal.text(),
                        refusal.hint().orElse("")));
        look.failures()
                .forEach((name, what) -> files.problems().add(RuleErrorCode.FOLDER, Place.file(name), what));
        files.addAll(look.files());
    }

    private Look look(PackFiles pack) {
        step.run();
        if (!Files.isDirectory(folder)) {
            return refused(
                    RuleErrorCode.FOLDER,
                    Files.exists(folder) ? "This is a file; a rule pack is a folder." : "There is no such folder.");
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            paths = walk.filter(path -> !PackFiles.hidden(name(path)) && !Files.isDirectory(path))
                    .limit(pack.most() + 1)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return refused(RuleErrorCode.FOLDER, "The folder cannot be read: " + e.getMessage());
        }
        if (paths.size() > pack.most()) {
            return refused(
                    RuleErrorCode.LIMIT,
                    "The folder has more than " + pack.most() + " files; this cannot be a rule pack.");
        }
        return read(paths, pack.limits());
    }

    private Look read(List<Path> paths, Limits limits) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Map<String, String> failures = new TreeMap<>();
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
                failures.put(name, "The file cannot be read: it is not there, or is a link to nothing.");
            } catch (IOException e) {
                failures.put(name, "The file cannot be read: " + e.getMessage());
            }
        }
        return new Look(files, failures, Optional.empty());
    }

    private Look refused(RuleErrorCode code, String text) {
        return new Look(
                new TreeMap<>(),
                Map.of(),
                Optional.of(new RuleProblem(code, folder.toString(), 0, 0, text, Optional.empty())));
    }

    private String name(Path path) {
        List<String> parts = new ArrayList<>();
        folder.relativize(path).forEach(part -> parts.add(part.toString()));
        return String.join("/", parts);
    }
}
