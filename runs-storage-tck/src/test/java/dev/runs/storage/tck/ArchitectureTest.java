package dev.runs.storage.tck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where this module may look, kept by a test. */
class ArchitectureTest {
    private final JavaClasses module = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void theModuleIsThere() {
        assertThat(module).isNotEmpty().allMatch(type -> type.getPackageName().startsWith("dev.runs.storage.tck"));
    }

    @Test
    void knowsTheStorageSpiAndTestLibrariesOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.runs.storage..",
                        "java..",
                        "org.junit.jupiter..",
                        "org.opentest4j..",
                        "org.assertj..",
                        "org.jspecify..")
                .check(module);
    }
}
