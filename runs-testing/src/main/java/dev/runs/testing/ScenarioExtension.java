package dev.runs.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Scenario} of their own, in memory, as a parameter. After the test everything that was recorded is
 * {@linkplain Scenario#check checked}, and the scenario is closed.
 *
 * @since 0.1.0
 */
public final class ScenarioExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(ScenarioExtension.class);

    /** Makes the extension; JUnit does. */
    public ScenarioExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Scenario.class;
    }

    /** One scenario for a test and what is run before it; JUnit closes it after the test. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(HERE).computeIfAbsent(Scenario.class, type -> new Scenario(), Scenario.class);
    }
}
