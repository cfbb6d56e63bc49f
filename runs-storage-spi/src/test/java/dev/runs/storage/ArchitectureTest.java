package dev.runs.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(SPI);
    }
}
