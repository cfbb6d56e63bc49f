package dev.runs.storage;

<<<<<<< HEAD
import static com.tngtech.archunit.base.DescribedPredicate.and;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
=======
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
>>>>>>> h-storage
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
<<<<<<< HEAD
import java.nio.file.Path;
import java.time.temporal.Temporal;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Where this module may look, kept by a test. */
class ArchitectureTest {
    private final JavaClasses module = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void theModuleIsThere() {
        assertThat(module).isNotEmpty().allMatch(type -> type.getPackageName().startsWith("dev.runs.storage"));
    }

    @Test
    void knowsTheJdkAndItselfOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.runs.storage..",
                        "java.lang..",
                        "java.io..",
                        "java.math..",
                        "java.nio..",
                        "java.time..",
                        "java.util..",
                        "java.security..",
                        "org.jspecify..")
                .check(module);
    }

    @Test
    void timeAndRandomnessAreHandedIn() {
        noClasses()
                .should()
                .callMethodWhere(target(and(owner(assignableTo(Temporal.class)), name("now"))))
=======
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SPI = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.runs.storage");

    @Test
    void something_is_looked_at() {
        assertThat(SPI.contain(RunStore.class)).isTrue();
        assertThat(SPI.contain(InMemoryRunStore.class)).isTrue();
        assertThat(SPI).hasSizeGreaterThan(25);
    }

    @Test
    void the_spi_needs_the_jdk_and_jspecify_only() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.runs.storage", "java..", "org.jspecify.annotations")
                .check(SPI);
    }

    @Test
    void the_spi_knows_no_database_and_no_file() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax..", "java.io..", "java.nio.file..", "java.net..")
                .because("it speaks in neutral words")
                .check(SPI);
    }

    @Test
    void time_and_chance_come_from_the_caller() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
>>>>>>> h-storage
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
<<<<<<< HEAD
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .accessClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(module);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.(**)").should().beFreeOfCycles().check(module);
=======
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(SPI);
>>>>>>> h-storage
    }
}
