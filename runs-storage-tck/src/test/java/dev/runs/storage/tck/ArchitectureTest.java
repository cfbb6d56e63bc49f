package dev.runs.storage.tck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses TCK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.runs.storage.tck");

    @Test
    void something_is_looked_at() {
        assertThat(TCK.contain(RunStoreContract.class)).isTrue();
        assertThat(TCK).hasSizeGreaterThan(10);
    }

    @Test
    void the_contract_needs_the_spi_and_test_libraries_only() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.runs.storage..", "java..", "org.jspecify..", "org.junit..", "org.assertj..")
                .check(TCK);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("dev.runs.storage.jdbc..", "java.sql..")
                .check(TCK);
    }

    @Test
    void every_guarantee_has_a_test_and_every_test_names_one() {
        List<String> names = TCK.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(DisplayName.class))
                .map(method -> method.getAnnotationOfType(DisplayName.class).value())
                .toList();

        for (int guarantee = 1; guarantee <= 21; guarantee++) {
            String start = "G" + guarantee + " ";
            assertThat(names).anyMatch(name -> name.startsWith(start), "starts with " + start);
        }
        assertThat(names).allMatch(name -> name.matches("G\\d+ .*"), "starts with a guarantee");
    }
}
