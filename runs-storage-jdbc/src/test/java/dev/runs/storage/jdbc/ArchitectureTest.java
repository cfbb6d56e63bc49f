package dev.runs.storage.jdbc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses STORAGE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.runs.storage");

    @Test
    void something_is_looked_at() {
        assertThat(STORAGE.contain(SqliteStore.class)).isTrue();
        assertThat(STORAGE.stream().filter(type -> type.getPackageName().equals("dev.runs.storage.jdbc")))
                .hasSizeGreaterThan(10);
    }

    @Test
    void this_module_needs_the_spi_the_driver_and_the_jdk() {
        classes()
                .that()
                .resideInAPackage("dev.runs.storage.jdbc")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.runs.storage",
                        "dev.runs.storage.jdbc",
                        "java..",
                        "javax.sql",
                        "org.sqlite..",
                        "org.jspecify.annotations")
                .check(STORAGE);
    }

    @Test
    void only_this_module_knows_databases() {
        noClasses()
                .that(resideOutsideOfPackages("dev.runs.storage.jdbc"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql", "javax.sql", "org.sqlite..")
                .check(STORAGE);
    }

    @Test
    void the_driver_is_named_where_it_is_opened_and_where_a_host_has_set_it() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Connector")
                .and()
                .doNotHaveSimpleName("HostSqlite")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sqlite..")
                .check(STORAGE);
    }

    @Test
    void time_and_chance_come_from_the_caller() {
        noClasses()
                .that()
                .resideInAPackage("dev.runs.storage.jdbc")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(STORAGE);
    }

    @Test
    void what_hosts_see_is_little() {
        assertThat(STORAGE.stream()
                        .filter(type -> type.getPackageName().equals("dev.runs.storage.jdbc"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getSimpleName()))
                .containsExactlyInAnyOrder(
                        "JdbcStore",
                        "SqliteStore",
                        "SqliteOptions",
                        "Durability",
                        "H2Store",
                        "PostgresStore",
                        "PostgresOptions",
                        "SchemaMode",
                        "ConnectionSource",
                        "ConnectionLease",
                        "HostConnections",
                        "Joined");
    }
}
