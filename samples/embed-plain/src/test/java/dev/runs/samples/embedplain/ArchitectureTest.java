package dev.runs.samples.embedplain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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
        assertThat(module)
                .isNotEmpty()
                .allMatch(type -> type.getPackageName().startsWith("dev.runs.samples.embedplain"));
    }

    @Test
    void needsNoFramework_andUsesPublicPackagesOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.runs..internal..", "org.springframework..", "dev.runs.spring..")
                .check(module);
    }
}
