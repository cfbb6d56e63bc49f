package dev.runs.testing.scenarios;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The same tests on each store. */
@ParameterizedClass(name = "{0}")
@EnumSource(Medium.class)
abstract class OnEachStore extends Host {
    @Parameter
    private Medium each;

    @Override
    Medium medium() {
        return each;
    }
}
