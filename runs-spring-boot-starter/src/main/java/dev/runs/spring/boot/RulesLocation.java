package dev.runs.spring.boot;

import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ResourceUtils;

/**
 * Where a rule pack is: a folder of the class path, or a folder, jar or zip of the file system.
 *
 * @param text what the property says
 * @param folder the place in the file system; empty for the class path
 */
record RulesLocation(String text, Optional<Path> folder) {
    static RulesLocation of(String text) {
        if (text.startsWith(ResourceLoader.CLASSPATH_URL_PREFIX)) {
            return new RulesLocation(text, Optional.empty());
        }
        String path = text.startsWith(ResourceUtils.FILE_URL_PREFIX)
                ? text.substring(ResourceUtils.FILE_URL_PREFIX.length())
                : text;
        return new RulesLocation(text, Optional.of(Path.of(path)));
    }

    RulePack load(ResourceLoader resources) {
        if (folder.isPresent()) {
            Path path = folder.get();
            String name = path.toString();
            return name.endsWith(".jar") || name.endsWith(".zip") ? RulePacks.jar(path) : RulePacks.folder(path);
        }
        String name = text.substring(ResourceLoader.CLASSPATH_URL_PREFIX.length());
        ClassLoader loader = Objects.requireNonNull(resources.getClassLoader(), "class loader");
        return RulePacks.resource(loader, name.startsWith("/") ? name.substring(1) : name);
    }
}
