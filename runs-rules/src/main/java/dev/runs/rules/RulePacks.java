package dev.runs.rules;

import dev.runs.rules.internal.engine.CompiledRules;
import dev.runs.rules.internal.engine.Compiler;
import dev.runs.rules.internal.engine.EngineException;
import dev.runs.rules.internal.engine.Evaluation;
import dev.runs.rules.internal.model.Row;
import dev.runs.rules.internal.model.Scene;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.pack.ArchiveSource;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.pack.ClassPathSource;
import dev.runs.rules.internal.pack.FolderSource;
import dev.runs.rules.internal.pack.PackChecker;
import dev.runs.rules.internal.pack.PackFiles;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Loads rule packs: all of a pack, or nothing.
 *
 * <p>A pack is checked first, and what reaches the rule engine are objects that stand for what the check understood: nothing
 * that an author typed is ever code. Loading the first pack of a process takes a second or two, mostly to load the engine;
 * {@link #check} needs no rule engine.
 *
 * @since 0.1.0
 */
public final class RulePacks {
    private RulePacks() {}

    /**
     * Loads the pack of a folder. Everything is read twice: a folder that changes meanwhile is refused
     * ({@link RulePackException#retryable}), so that no pack is ever a mixture of two. A folder that somebody writes slowly does not
     * change meanwhile: rename a finished folder, or put a {@code pack.sha256} into it.
     *
     * @throws RulePackException if there is any mistake in it; the message lists all of them
     */
    public static RulePack folder(Path folder) {
        return load(name(folder), new FolderSource(folder), Limits.STANDARD);
    }

    /**
     * Loads the pack of a zip or jar.
     *
     * @throws RulePackException if there is any mistake in it, or the archive is damaged or not all there; the message lists
     *     all mistakes
     */
    public static RulePack jar(Path archive) {
        return jar(archive, "");
    }

    /**
     * Loads the pack of a folder in a zip or jar.
     *
     * @param folder the folder, such as {@code rules/governance}; empty for the whole archive
     * @throws RulePackException as for {@link #jar(Path)}
     */
    public static RulePack jar(Path archive, String folder) {
        return load(name(archive), ArchiveSource.file(archive, folder), Limits.STANDARD);
    }

    /**
     * Loads a pack from a zip or jar that is given as bytes, as from a database or a download.
     *
     * @param name what the pack is called in messages
     * @throws RulePackException as for {@link #jar(Path)}
     */
    public static RulePack bytes(String name, byte[] archive) {
        return load(name, new ArchiveSource(name, "", archive.clone()), Limits.STANDARD);
    }

    /**
     * Loads the pack of a folder of the class path, such as one in the host's own jar.
     *
     * @param folder the folder, such as {@code rules/governance}
     * @throws RulePackException if there is any mistake in it, or the class path has no such folder or several
     */
    public static RulePack resource(ClassLoader loader, String folder) {
        return load(folder, new ClassPathSource(loader, folder), Limits.STANDARD);
    }

    /**
     * Loads a pack that is given as texts, for tests and for packs that are built into a program.
     *
     * @param name what the pack is called in messages
     * @param files the texts by file name, such as {@code pack.yaml} and {@code advocacy.drl}
     * @throws RulePackException if there is any mistake in it; the message lists all of them
     */
    public static RulePack of(String name, Map<String, String> files) {
        return load(name, PackFiles.texts(files), Limits.STANDARD);
    }

    /** Checks the pack of a folder, or of a file whose name ends with {@code .jar} or {@code .zip}, without loading it. */
    public static PackCheck check(Path pack) {
        String name = name(pack).toLowerCase(Locale.ROOT);
        boolean archive = (name.endsWith(".jar") || name.endsWith(".zip")) && Files.isRegularFile(pack);
        return new Checked(archive ? ArchiveSource.file(pack, "") : new FolderSource(pack), Limits.STANDARD).result();
    }

    /** Checks a pack that is given as texts, without loading it. */
    public static PackCheck check(Map<String, String> files) {
        return new Checked(PackFiles.texts(files), Limits.STANDARD).result();
    }

    static RulePack load(String name, Consumer<PackFiles> source, Limits limits) {
        return compile(name, checked(name, source, limits), limits);
    }

    /** Checks a pack without compiling it. */
    static CheckedPack checked(String name, Consumer<PackFiles> source, Limits limits) {
        Checked checked = new Checked(source, limits);
        return checked.outcome.pack().orElseThrow(() -> new RulePackException(name, checked.problems.sorted()));
    }

    static RulePack compile(String name, CheckedPack pack, Limits limits) {
        try {
            CompiledRules compiled = Compiler.compile(pack.evaluated());
            // Has the engine load its classes, so that the first question is as fast as any other.
            compiled.fired(sample(pack.vocabulary()));
            return new RulePack(pack, new Evaluation(pack, compiled, limits), limits);
        } catch (EngineException | RuntimeException | LinkageError e) {
            RuleProblem problem = new RuleProblem(
                    RuleErrorCode.ENGINE,
                    "rule engine",
                    0,
                    0,
                    "The rules passed the check and the engine failed on them: " + e.getMessage(),
                    Optional.of("This is a fault of Runs, not of your rules; please report it."));
            throw new RulePackException(name, List.of(problem), e);
        }
    }

    /** Returns a fact of each type, without values. */
    private static Scene sample(Vocabulary vocabulary) {
        List<Row> rows = vocabulary.types().stream()
                .map(type -> new Row(type, new Object[type.size()], Optional.empty()))
                .toList();
        return new Scene(
                List.of(rows.get(vocabulary.step().number())),
                rows.stream().map(List::of).toList());
    }

    static String name(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? folder.toString() : last.toString();
    }

    /** The check of one pack. */
    private static final class Checked {
        private final Problems problems = new Problems();
        private final PackFiles files;
        private final PackChecker.Outcome outcome;

        Checked(Consumer<PackFiles> source, Limits limits) {
            files = new PackFiles(limits, problems);
            source.accept(files);
            outcome = problems.none() || !files.files().isEmpty()
                    ? new PackChecker(limits, problems).check(files.files())
                    : new PackChecker.Outcome(Optional.empty(), 0, List.of());
        }

        PackCheck result() {
            Set<String> names = files.files().keySet();
            int broken = (int) names.stream().filter(problems::in).count();
            return new PackCheck(names.size(), broken, outcome.rules(), problems.sorted(), outcome.warnings());
        }
    }
}
