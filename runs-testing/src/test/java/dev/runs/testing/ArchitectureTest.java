package dev.runs.testing;

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
        assertThat(module).isNotEmpty().allMatch(type -> type.getPackageName().startsWith("dev.runs.testing"));
    }

    @Test
    void needsTheLibraryAndTheApiOfJUnitOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.runs.testing..",
                        "dev.runs",
                        "dev.runs.action",
                        "dev.runs.actor",
                        "dev.runs.content",
                        "dev.runs.engine",
                        "dev.runs.error",
                        "dev.runs.gate",
                        "dev.runs.graph",
                        "dev.runs.plan",
                        "dev.runs.rules",
                        "dev.runs.rules.cases",
                        "dev.runs.rules.problem",
                        "dev.runs.run",
                        "dev.runs.storage",
                        "java..",
                        "org.jspecify..",
                        "org.junit.jupiter.api..")
                .check(module);
    }
}
