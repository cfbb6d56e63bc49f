package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.runs.storage.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract tested: each broken store fails a test that names the guarantee it breaks. */
class BrokenStoresTest {
    private static final String RANDOM = "G1 to ";

    private static Supplier<RunStore> broken = () -> {
        throw new IllegalStateException("no store was chosen");
    };

    /** The contract, run on the chosen broken store; not found by a build, for it is no test of its own. */
    static class OnBrokenStore extends RunStoreContract {
        @Override
        protected RunStore open() {
            return broken.get();
        }

        @Override
        protected Optional<HostWork> hostWork() {
            return raw instanceof HostWork host ? Optional.of(host) : Optional.empty();
        }
    }

    @TestFactory
    Stream<DynamicTest> broken_store_fails_the_tests_of_its_guarantee() {
        return BrokenStores.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    broken = entry.getValue();
                    String guarantee =
                            entry.getKey().substring(0, entry.getKey().indexOf(' ') + 1);
                    assertThat(failuresOf(guarantee))
                            .as("tests of %sthat fail", guarantee)
                            .isNotEmpty();
                }));
    }

    @Test
    void right_store_fails_none() {
        broken = ForwardingStore::new;

        assertThat(failuresOf("")).isEmpty();
    }

    @Test
    void right_store_that_joins_the_hosts_transaction_fails_none() {
        broken = JoiningStore::new;

        assertThat(failuresOf("")).isEmpty();
    }

    @Test
    void feed_with_gaps_fails_the_tests_of_late_transactions() {
        broken = BrokenStores.all().get("G17 gives the position when a transaction writes, before it ends");

        assertThat(failuresOf("G17 "))
                .containsExactlyInAnyOrder(
                        "G17 A transaction that began early and ended late is not missed by a reader who read a later"
                                + " one",
                        "G17 Transactions that end in any order, some by a rollback, are each read once if committed");
    }

    private static List<String> failuresOf(String guarantee) {
        PostDiscoveryFilter named = test -> FilterResult.includedIf(isChosen(test.getDisplayName(), guarantee));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(OnBrokenStore.class))
                .filters(named)
                .build();
        List<String> failures = new ArrayList<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.add(test.getDisplayName());
                }
            }
        });
        return failures;
    }

    /** Random work finds much too, but does not say what is broken: it does not count as a test of one guarantee. */
    private static boolean isChosen(String name, String guarantee) {
        boolean test = name.matches("G\\d+ .*");
        return !test || guarantee.isEmpty() || (name.startsWith(guarantee) && !name.startsWith(RANDOM));
    }
}
