package dev.runs.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Where this module may look, and that only it looks at Spring. */
class ArchitectureTest {
    private static final JavaClasses RUNS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.runs");

    @Test
    void something_is_looked_at() {
        assertThat(RUNS.contain(SpringConnectionSource.class)).isTrue();
        assertThat(RUNS.stream().map(JavaClass::getPackageName))
                .contains("dev.runs", "dev.runs.storage", "dev.runs.storage.jdbc", "dev.runs.engine");
    }

    @Test
    void this_module_needs_spring_and_what_stores_are_made_of() {
        classes()
                .that()
                .resideInAPackage("dev.runs.spring")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.runs.spring",
                        "dev.runs.storage",
                        "dev.runs.storage.jdbc",
                        "java..",
                        "javax.sql",
                        "org.jspecify.annotations",
                        "org.springframework.jdbc.datasource",
                        "org.springframework.transaction.support")
                .check(RUNS);
    }

    @Test
    void only_this_module_knows_spring() {
        noClasses()
                .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("dev.runs.spring")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(RUNS);
    }

    @Test
    void what_hosts_see_is_one_class() {
        assertThat(RUNS.stream()
                        .filter(type -> type.getPackageName().equals("dev.runs.spring"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactly("SpringConnectionSource");
    }
}
