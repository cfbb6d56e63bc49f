package dev.runs.spring.boot;

import dev.runs.actor.Actor;
import dev.runs.rules.RuleFolder;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePackException;
import dev.runs.rules.RulePacks;
import dev.runs.rules.RuleShelf;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ResourceUtils;

/**
 * Where a rule pack is: a folder of the class path, or a folder, jar or zip of the file system.
 *
 * @param property the property that says so
 * @param text what it says
 */
record RulesLocation(String property, String text) {
    private static final String CLASS_PATH = ResourceLoader.CLASSPATH_URL_PREFIX;

    static RulesLocation global(RunsProperties.Rules rules) {
        return new RulesLocation("runs.rules.location", Objects.requireNonNullElse(rules.location(), ""));
    }

    static Map<String, RulesLocation> ofTenants(RunsProperties.Rules rules) {
        Map<String, RulesLocation> locations = new TreeMap<>();
        rules.tenants()
                .forEach((tenant, text) ->
                        locations.put(tenant, new RulesLocation("runs.rules.tenants." + tenant, text)));
        return locations;
    }

    /** Returns the place in the file system, unless it is on the class path. */
    private Optional<Path> path() {
        if (text.startsWith(CLASS_PATH)) {
            return Optional.empty();
        }
        String path = text.startsWith(ResourceUtils.FILE_URL_PREFIX)
                ? text.substring(ResourceUtils.FILE_URL_PREFIX.length())
                : text;
        return Optional.of(Path.of(path));
    }

    private static boolean isArchive(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".zip");
    }

    RulePack load(ResourceLoader resources) {
        return opened(() -> path().map(path -> isArchive(path) ? RulePacks.jar(path) : RulePacks.folder(path))
                .orElseGet(() -> fromClassPath(resources)));
    }

    private RulePack fromClassPath(ResourceLoader resources) {
        String folder = text.substring(CLASS_PATH.length());
        ClassLoader loader = Objects.requireNonNull(resources.getClassLoader(), "class loader");
        return RulePacks.resource(loader, folder.startsWith("/") ? folder.substring(1) : folder);
    }

    /** Does something with the rules, and says where they are if it fails. */
    <T> T opened(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (RulePackException e) {
            throw new RunsSetupException(
                    "The rules at '" + text + "' (" + property + ") cannot be used.\n" + e.getMessage(),
                    "Mend the files, or the property. 'runs check <folder>' tells the same without starting the application.",
                    e);
        }
    }

    /** Returns what looks whether the pack has changed. */
    RuleFolder watcher(
            Optional<String> tenant, RuleShelf shelf, Actor actor, RulesReload reload, RunsProperties.Rules rules) {
        Path folder = path().filter(path -> !isArchive(path))
                .orElseThrow(() -> new RunsSetupException(
                        "runs.rules.reload is set, and '" + text + "' (" + property
                                + ") is no folder of the file system.",
                        "Put the rules into a folder, as in " + property
                                + "=file:/etc/crm/governance, or remove runs.rules.reload."));
        RuleFolder.Listener listener = reload.listener(property);
        RuleFolder watcher = tenant.isPresent()
                ? RuleFolder.of(tenant.get(), folder, shelf, actor, listener)
                : RuleFolder.of(folder, shelf, actor, listener);
        return rules.checksums() ? watcher.withChecksums() : watcher;
    }
}
