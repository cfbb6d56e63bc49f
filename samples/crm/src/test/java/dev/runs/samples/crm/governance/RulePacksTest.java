package dev.runs.samples.crm.governance;

import dev.runs.testing.RuleTests;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The cases beside the rules, each pack by itself; every rule is seen speaking and silent. */
class RulePacksTest {
    private static final Path PACKS = Path.of("src/main/resources/governance");

    @TestFactory
    Stream<DynamicNode> global() {
        return RuleTests.of(PACKS.resolve("global"), 100);
    }

    @TestFactory
    Stream<DynamicNode> aurora() {
        return RuleTests.of(PACKS.resolve("aurora"), 100);
    }

    @TestFactory
    Stream<DynamicNode> borealis() {
        return RuleTests.of(PACKS.resolve("borealis"), 100);
    }
}
