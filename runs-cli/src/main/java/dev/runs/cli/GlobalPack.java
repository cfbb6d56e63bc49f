package dev.runs.cli;

import dev.runs.rules.RuleGate;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePackException;
import dev.runs.rules.RulePackStack;
import dev.runs.rules.RulePacks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The global pack on which a command asks packs, if there is one. */
final class GlobalPack {
    @Option(
            names = "--global",
            paramLabel = "FOLDER",
            description = "The folder of the global pack: ask as for a tenant whose pack stands on top of it.")
    private @Nullable Path folder;

    /** Mistakes in the global pack itself. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Mistakes mistakes;

        private Broken(Path folder, RulePackException cause) {
            super(cause);
            this.mistakes = Mistakes.of(folder, List.of(), cause.problems());
        }

        Mistakes mistakes() {
            return mistakes;
        }
    }

    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /** Reads something that needs the global pack to be without mistakes. */
    <T> T read(Function<Optional<Path>, T> reading) throws Broken {
        try {
            return reading.apply(folder());
        } catch (RulePackException e) {
            throw new Broken(folder().orElseThrow(), e);
        }
    }

    /**
     * Loads the pack of a folder, puts it on the global one if there is one, and uses it.
     *
     * @throws RulePackException if the pack has mistakes, or does not fit on the global one
     */
    <T> T use(Path pack, Function<RuleGate, T> use) throws Broken {
        try (RulePack loaded = RulePacks.folder(pack)) {
            if (folder == null) {
                return use.apply(loaded);
            }
            try (RulePack global = read(path -> RulePacks.folder(path.orElseThrow()))) {
                return use.apply(RulePackStack.of(global, loaded));
            }
        }
    }
}
