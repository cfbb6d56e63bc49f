package dev.runs.rules.cases;

import dev.runs.error.Nearest;
import dev.runs.rules.RulePackException;
import dev.runs.rules.RulePacks;
import dev.runs.rules.internal.language.Roles;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.pack.FolderSource;
import dev.runs.rules.internal.pack.PackChecker;
import dev.runs.rules.internal.pack.PackFiles;
import dev.runs.rules.internal.pack.RolesFile;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.RawScan;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The cases of a rule pack: the files of its folder whose names end with {@code .cases.yaml}. They are no part of the pack.
 *
 * <p>Immutable. A mistake in any file is a problem, and then there is no case: {@link #check}.
 *
 * @since 0.1.0
 */
public final class RuleCases {
    private static final String ENDING = ".cases.yaml";
    /** Deeper than a pack's files: facts of a list, within a case, within a list. */
    private static final int NESTING = 12;

    private static final int MOST = 10_000;

    private final String pack;
    private final List<RuleProblem> problems;
    private final List<RuleCase> cases;

    private RuleCases(String pack, List<RuleProblem> problems, List<RuleCase> cases) {
        this.pack = pack;
        this.problems = List.copyOf(problems);
        this.cases = problems.isEmpty() ? List.copyOf(cases) : List.of();
    }

    /** Reads the cases of a pack's folder, and checks the pack as well: what cases may name is what it has. */
    public static RuleCases folder(Path folder) {
        return folder(folder, Optional.empty());
    }

    /**
     * Reads the cases of the folder of a tenant's pack, to be asked on top of a global pack: they may name what either has. Whether the
     * two fit together is said when they are {@linkplain dev.runs.rules.RulePackStack#of stacked}.
     *
     * @param folder the folder of the tenant's pack, with the cases
     * @param global the folder of the global pack
     * @throws RulePackException if the global pack has mistakes
     */
    public static RuleCases folder(Path folder, Path global) {
        return folder(folder, Optional.of(global));
    }

    private static RuleCases folder(Path folder, Optional<Path> global) {
        Problems problems = new Problems();
        PackNames names = names(folder, global, problems);
        return read(folder.toString(), names, files(folder, problems), problems);
    }

    /**
     * Reads cases that are given as texts together with their pack, as {@link RulePacks#of} takes it.
     *
     * @param name what the pack is called in messages
     * @param files the texts by file name, such as {@code pack.yaml} and {@code advocacy.cases.yaml}
     */
    public static RuleCases of(String name, Map<String, String> files) {
        Problems problems = new Problems();
        PackFiles pack = new PackFiles(Limits.STANDARD, problems);
        PackFiles.texts(files).accept(pack);
        SortedMap<String, byte[]> cases = new TreeMap<>();
        files.forEach((file, text) -> {
            if (isCases(file)) {
                cases.put(file, text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return read(name, names(pack, problems), cases, problems);
    }

    private static RuleCases read(String pack, PackNames names, SortedMap<String, byte[]> files, Problems problems) {
        Set<RuleProblem> found = new LinkedHashSet<>();
        List<RuleCase> cases = new ArrayList<>();
        files.forEach((name, bytes) -> mapping(name, bytes, problems)
                .ifPresent(mapping -> cases.addAll(new CaseReader(names, found).cases(mapping))));
        distinctNames(cases, problems);
        return new RuleCases(pack, all(problems, found), cases);
    }

    /**
     * Reads one set of facts, in the form of a case without {@code expect}.
     *
     * @param folder the pack's folder
     * @param file the file with the facts, wherever it is
     */
    public static RuleCases facts(Path folder, Path file) {
        return facts(folder, Optional.empty(), file);
    }

    /**
     * Reads one set of facts, to be asked of a tenant's pack on top of a global pack.
     *
     * @throws RulePackException if the global pack has mistakes
     */
    public static RuleCases facts(Path folder, Path global, Path file) {
        return facts(folder, Optional.of(global), file);
    }

    private static RuleCases facts(Path folder, Optional<Path> global, Path file) {
        Problems problems = new Problems();
        PackNames names = names(folder, global, problems);
        Set<RuleProblem> found = new LinkedHashSet<>();
        String name = file.toString().replace('\\', '/');
        List<RuleCase> cases = read(name, file, problems)
                .flatMap(bytes -> mapping(name, bytes, problems))
                .flatMap(mapping -> new CaseReader(names, found).facts(mapping))
                .stream()
                .toList();
        return new RuleCases(folder.toString(), all(problems, found), cases);
    }

    /** Returns every mistake of the pack and of its cases, by file and place. */
    public List<RuleProblem> problems() {
        return problems;
    }

    /** Returns the cases, by file and place; none if there is a mistake. */
    public List<RuleCase> cases() {
        return cases;
    }

    /**
     * Returns the cases.
     *
     * @throws RulePackException if there is any mistake; the message lists all of them
     */
    public List<RuleCase> check() {
        if (!problems.isEmpty()) {
            throw new RulePackException(pack, problems);
        }
        return cases;
    }

    /** Returns the case of a name. */
    public Optional<RuleCase> named(String name) {
        return cases.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Returns the case whose name is most like the given one. */
    public Optional<RuleCase> nearest(String name) {
        Optional<RuleCase> begins =
                cases.stream().filter(one -> one.name().startsWith(name)).findFirst();
        return begins.or(() ->
                Nearest.to(name, cases.stream().map(RuleCase::name).toList()).flatMap(this::named));
    }

    private static PackNames names(Path folder, Optional<Path> global, Problems problems) {
        Optional<PackNames> below = global.map(RuleCases::names);
        PackFiles pack = new PackFiles(Limits.STANDARD, problems);
        new FolderSource(folder).accept(pack);
        PackNames own = names(pack, problems);
        return below.map(names -> own.on(names, global.orElseThrow().toString()))
                .orElse(own);
    }

    private static PackNames names(Path global) {
        Problems problems = new Problems();
        PackFiles files = new PackFiles(Limits.STANDARD, problems);
        new FolderSource(global).accept(files);
        PackNames names = names(files, problems);
        if (!problems.none()) {
            throw new RulePackException(global.toString(), problems.sorted());
        }
        return names;
    }

    private static PackNames names(PackFiles files, Problems problems) {
        if (!problems.none() && files.files().isEmpty()) {
            return PackNames.of(Roles.ANY, Optional.empty());
        }
        Optional<CheckedPack> pack =
                new PackChecker(Limits.STANDARD, problems).check(files.files()).pack();
        Roles roles = Optional.ofNullable(files.files().get(RolesFile.FILE))
                .flatMap(bytes -> mapping(RolesFile.FILE, bytes, new Problems()))
                .map(mapping -> RolesFile.read(mapping, new Problems()))
                .orElse(Roles.ANY);
        return PackNames.of(roles, pack);
    }

    private static SortedMap<String, byte[]> files(Path folder, Problems problems) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> paths = walk.limit(MOST)
                    .filter(path -> isCases(path.toString()))
                    .filter(path -> !Files.isDirectory(path))
                    .toList();
            for (Path path : paths) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (!("/" + name).contains("/.")) {
                    read(name, path, problems).ifPresent(bytes -> files.put(name, bytes));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Reading the pack says what is wrong with the folder.
            return files;
        }
        return files;
    }

    private static boolean isCases(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    private static Optional<byte[]> read(String name, Path path, Problems problems) {
        try (InputStream in = Files.newInputStream(path)) {
            // One byte more than allowed shows the scan that there is more.
            return Optional.of(in.readNBytes(Limits.STANDARD.fileBytes() + 1));
        } catch (IOException e) {
            problems.add(
                    RuleErrorCode.FOLDER,
                    Place.file(name),
                    Files.exists(path) ? "The file cannot be read: " + e.getMessage() : "There is no such file.");
            return Optional.empty();
        }
    }

    private static Optional<Yaml.Mapping> mapping(String name, byte[] bytes, Problems problems) {
        return new RawScan(Limits.STANDARD, problems)
                .text(name, bytes)
                .flatMap(text -> new Yaml(name, NESTING, problems).mapping(text));
    }

    private static void distinctNames(List<RuleCase> cases, Problems problems) {
        Map<String, RuleCase> names = new HashMap<>();
        for (RuleCase one : cases) {
            RuleCase first = names.putIfAbsent(one.name(), one);
            if (first != null) {
                problems.add(
                        RuleErrorCode.CASE,
                        new Place(one.file(), one.line(), one.column()),
                        "The case at " + first.where() + " has the same name: '" + Text.shortened(one.name()) + "'.",
                        "Give each case a name that says what is special about it.");
            }
        }
    }

    private static List<RuleProblem> all(Problems problems, Set<RuleProblem> found) {
        return Stream.concat(problems.sorted().stream(), found.stream())
                .sorted(Comparator.comparing(RuleProblem::file)
                        .thenComparingInt(RuleProblem::line)
                        .thenComparingInt(RuleProblem::column))
                .distinct()
                .toList();
    }
}
