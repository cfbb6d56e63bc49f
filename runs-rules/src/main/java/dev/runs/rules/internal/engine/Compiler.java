package dev.runs.rules.internal.engine;

import java.security.CodeSource;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;

/**
 * Compiles canonical rules. The only class that touches the rule engine's builder, and it takes {@link CanonicalDrl}
 * only: compiling is executing already, so no other text may come here, not even to be validated.
 */
public final class Compiler {
    // Constant: the engine keeps something of every package name for ever.
    private static final String FILE = "src/main/resources/" + CanonicalDrl.PACKAGE.replace('.', '/') + "/rules.drl";
    // The engine's repository is one for the whole process: a version is used once.
    private static final AtomicLong VERSIONS = new AtomicLong();

    private Compiler() {}

    /** Returns how many compilations were begun in this process; shows a test that none was. */
    public static long begun() {
        return VERSIONS.get();
    }

    /**
     * Compiles the rules.
     *
     * @throws EngineException if the engine fails, which is a fault of this library
     */
    public static CompiledRules compile(CanonicalDrl drl) throws EngineException {
        try {
            return build(drl);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw new EngineException(e + foreignCompiler(), e);
        }
    }

    private static CompiledRules build(CanonicalDrl drl) throws EngineException {
        KieServices services = KieServices.get();
        ClassLoader loader = loader();
        ReleaseId id = services.newReleaseId(CanonicalDrl.PACKAGE, "rules", "0." + VERSIONS.incrementAndGet());
        try {
            KieFileSystem files = services.newKieFileSystem();
            files.generateAndWritePomXML(id);
            files.write(FILE, drl.text());
            KieBuilder builder = services.newKieBuilder(files, loader);
            builder.buildAll(ExecutableModelProject.class);
            if (builder.getResults().hasMessages(Message.Level.ERROR)) {
                throw new EngineException(
                        builder.getResults().getMessages(Message.Level.ERROR) + foreignCompiler(), null);
            }
            KieContainer container = services.newKieContainer(id, loader);
            try {
                return new CompiledRules(container.getKieBase(), drl);
            } finally {
                container.dispose();
            }
        } finally {
            services.getRepository().removeKieModule(id);
        }
    }

    /** Says so when the Java compiler that the engine uses is not the one that came with it. */
    private static String foreignCompiler() {
        try {
            Class<?> compiler = Class.forName("org.eclipse.jdt.internal.compiler.Compiler", false, loader());
            CodeSource source = compiler.getProtectionDomain().getCodeSource();
            String place = source == null ? "an unknown place" : String.valueOf(source.getLocation());
            return " (compiler: " + place + "; another library's 'ecj' on the class path can be the cause)";
        } catch (ClassNotFoundException | LinkageError e) {
            return " (the compiler 'ecj' is not on the class path)";
        }
    }

    private static ClassLoader loader() {
        ClassLoader loader = Compiler.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }
}
