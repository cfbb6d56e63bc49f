package dev.runs.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
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
        assertThat(module).isNotEmpty().allMatch(type -> type.getPackageName().startsWith("dev.runs.rules"));
    }

    @Test
    void knowsNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "dev.runs.storage.jdbc..")
                .check(module);
    }

    @Test
    void onlyTwoClassesTouchTheEngine() {
        noClasses()
                .that()
                .haveNameNotMatching("dev[.]runs[.]rules[.]internal[.]engine[.](Compiler|CompiledRules)([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.kie..", "org.drools..")
                .check(module);
    }

    @Test
    void nothingMakesCodeOfText() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.kie.api.builder..",
                        "org.kie.api.io..",
                        "org.drools.model.codegen..",
                        "org.drools.compiler..",
                        "org.drools.drl..",
                        "javax.tools..",
                        "javax.script..")
                .check(module);
    }

    @Test
    void theEngineTakesCheckedRulesOnly() {
        classes()
                .that()
                .haveFullyQualifiedName("dev.runs.rules.internal.engine.Compiler")
                .should()
                .onlyDependOnClassesThat()
                .haveNameMatching("(java|org[.]kie[.]api|org[.]drools[.]model|org[.]drools[.]modelcompiler)[.].*"
                        + "|org[.]drools[.]kiesession[.]rulebase[.]InternalKnowledgeBase"
                        + "|dev[.]runs[.]rules[.]internal[.](engine|model)[.].*")
                .check(module);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveFullyQualifiedName("dev.runs.rules.internal.engine.Compiler")
                .and()
                .areNotPrivate()
                .should()
                .notHaveRawParameterTypes(String.class)
                .check(module);
    }

    @Test
    void whatRulesMean_knowsNeitherTheirGrammarNorTheEngine() {
        noClasses()
                .that()
                .resideInAPackage("dev.runs.rules.internal.model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.runs.rules",
                        "dev.runs.rules.cases",
                        "dev.runs.rules.internal.language",
                        "dev.runs.rules.internal.pack",
                        "dev.runs.rules.internal.engine")
                .check(module);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.(**)").should().beFreeOfCycles().check(module);
    }
}
