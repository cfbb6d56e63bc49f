package dev.runs.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where this module may look, kept by a test. */
class ArchitectureTest {
    private final JavaClasses module = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void theModuleIsThere() {
        assertThat(module).isNotEmpty().allMatch(type -> type.getPackageName().startsWith("dev.runs.web"));
    }

    @Test
    void knowsTheCore_theServletApi_andNoFramework() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.runs..", "java..", "javax.crypto..", "jakarta.servlet..", "org.slf4j..", "org.jspecify..")
                .check(module);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.runs.rules..", "dev.runs.storage.jdbc..", "dev.runs.spring..", "java.sql..")
                .check(module);
    }

    @Test
    void theApiItself_knowsNoServlet() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Routes")
                .or()
                .haveSimpleName("RunsApi")
                .or()
                .haveSimpleName("Call")
                .or()
                .haveSimpleName("Body")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..")
                .check(module);
    }

    @Test
    void fewTypesAreForHosts() {
        assertThat(module.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> type.getEnclosingClass().isEmpty())
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("ApiAnswer", "ApiRequest", "RequestActor", "RunsApi", "RunsServlet");
    }
}
