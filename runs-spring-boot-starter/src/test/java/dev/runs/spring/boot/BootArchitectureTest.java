package dev.runs.spring.boot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What hosts see of this module, and where what they may lack is used. */
class BootArchitectureTest {
    private static final JavaClasses RUNS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.runs");

    private static Set<String> publicTypes() {
        return RUNS.stream()
                .filter(type -> type.getPackageName().equals("dev.runs.spring.boot"))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    }

    @Test
    void whatHostsSee() {
        assertThat(publicTypes())
                .containsExactlyInAnyOrder(
                        "ActorResolver",
                        "RunsCustomizer",
                        "RunsDataSource",
                        "RunsProperties",
                        "UserDetailsIdentity",
                        "RulesAutoConfiguration",
                        "RunsAutoConfiguration",
                        "RunsHealthAutoConfiguration",
                        "RunsMetricsAutoConfiguration",
                        "RunsSecurityAutoConfiguration",
                        "RunsWebAutoConfiguration");
    }

    @Test
    void everyAutoConfiguration_isRegistered() throws IOException {
        try (InputStream imports = RunsAutoConfiguration.class.getResourceAsStream(
                "/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")) {
            assertThat(new String(imports.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrderElementsOf(publicTypes().stream()
                            .filter(name -> name.endsWith("AutoConfiguration"))
                            .map(name -> "dev.runs.spring.boot." + name)
                            .toList());
        }
    }

    @Test
    void everyPropertyIsDescribed() throws IOException {
        try (InputStream metadata =
                RunsAutoConfiguration.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(json)
                    .contains("\"runs.store.schema-mode\"", "\"runs.rules.location\"", "\"runs.worker.lease\"")
                    .contains("\"after how long without a sign of life a worker counts as gone\"");
            long properties = json.lines()
                    .filter(line -> line.contains("\"name\": \"runs."))
                    .count();
            long described = json.lines()
                    .filter(line -> line.contains("\"description\""))
                    .count();
            assertThat(properties).isPositive();
            assertThat(described).isGreaterThanOrEqualTo(18);
        }
    }

    @Test
    void whatAHostMayLack_isUsedInFewPlaces() {
        noClasses()
                .that()
                .resideInAPackage("dev.runs.spring.boot")
                .and()
                .doNotHaveSimpleName("ActorResolver")
                .and()
                .doNotHaveSimpleName("UserDetailsIdentity")
                .and()
                .haveNameNotMatching(".*\\.(RunsSecurity|RunsWeb|RunsHealth|RunsMetrics).*")
                .and()
                .haveNameNotMatching(".*\\.(FeedMeters|HandlerMeters).*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.security..",
                        "org.springframework.boot.health..",
                        "io.micrometer..",
                        "jakarta.servlet..",
                        "dev.runs.web..")
                .check(RUNS);
    }
}
