package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.rules.internal.engine.Compiler;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFolderTest {
    private static final Actor WATCHER = Actor.service("acme", "watcher");
    private static final Map<String, String> ONE = Small.pack("global", "1", Small.deny("G-1", "mail.send"));
    private static final Map<String, String> TWO = Small.pack("global", "2", Small.deny("G-2", "mail.send"));

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final RuleFolder.Listener listener = new RuleFolder.Listener() {
        @Override
        public void activated(Activation activation) {
            told.add("activated " + activation.pack().orElseThrow().version());
        }

        @Override
        public void refused(RuntimeException failure) {
            told.add("refused " + failure.getMessage().lines().findFirst().orElse(""));
        }
    };

    @BeforeEach
    void one() throws IOException {
        write(ONE);
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static void look(RuleFolder watcher, int times) {
        for (int i = 0; i < times; i++) {
            watcher.run();
        }
    }

    @Test
    void whatIsInForceAlready_isNotActivatedAgain() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener);
            look(watcher, 3);
            Files.writeString(folder.resolve("rules.drl"), ONE.get("rules.drl") + "// a comment\n");
            look(watcher, 3);
            assertThat(told).isEmpty();
            assertThat(shelf.history(0, 10)).isEmpty();
        }
    }

    @Test
    void aChange_isActivatedWhenTwoLooksAgree() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener);
            look(watcher, 2);
            write(TWO);
            look(watcher, 1);
            assertThat(told).isEmpty();
            look(watcher, 3);
            assertThat(told).containsExactly("activated 2");
            assertThat(shelf.pack().version()).isEqualTo("2");
            assertThat(shelf.history(0, 10).get(0).reason())
                    .hasValue("The files in folder '" + folder.getFileName() + "' changed.");
            assertThat(shelf.history(0, 10).get(0).actor().id()).isEqualTo("watcher");
        }
    }

    @Test
    void aBrokenPack_isReportedOnce_andTheLastGoodOneStays() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener);
            Files.writeString(folder.resolve("rules.drl"), "nonsense");
            look(watcher, 5);
            String name = "refused RUNS-RULE-0";
            assertThat(told).hasSize(1).allMatch(line -> line.startsWith(name) && line.contains("was not loaded"));
            assertThat(shelf.pack().version()).isEqualTo("1");
            Files.delete(folder.resolve("pack.yaml"));
            look(watcher, 5);
            assertThat(told).hasSize(2);
            write(TWO);
            look(watcher, 5);
            assertThat(told).hasSize(3).last().isEqualTo("activated 2");
        }
    }

    @Test
    void aFolderThatIsNotThere_isReportedOnce() {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            Path none = folder.resolve("none");
            look(RuleFolder.of(none, shelf, WATCHER, listener), 4);
            assertThat(told).containsExactly("refused RUNS-RULE-001 Rule pack 'none' was not loaded: 1 error.");
        }
    }

    @Test
    void whatWasRolledBack_isNotActivatedAgainByTheSameFiles() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener);
            write(TWO);
            look(watcher, 2);
            shelf.rollback(Actor.human("acme", "ana"), "Too strict");
            look(watcher, 5);
            assertThat(told).containsExactly("activated 2");
            assertThat(shelf.pack().version()).isEqualTo("1");
        }
    }

    @Test
    void aTenantsFolder_changesTheTenantsPack() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            write(Small.pack("limits", "7", Small.deny("A-1", "pay")));
            look(RuleFolder.of("acme", folder, shelf, WATCHER, listener), 2);
            assertThat(told).containsExactly("activated 7");
            assertThat(shelf.forTenant("acme").pack().name()).isEqualTo("global + limits");
            assertThat(shelf.forTenant("other").pack().name()).isEqualTo("global");
        }
    }

    @Test
    void withChecksums_aPackWithoutThem_orWithOthers_isNotTaken() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener).withChecksums();
            write(TWO);
            look(watcher, 3);
            Files.writeString(folder.resolve("pack.sha256"), Small.sums(ONE));
            look(watcher, 3);
            Files.writeString(folder.resolve("pack.sha256"), Small.sums(TWO));
            look(watcher, 3);
            String name = "Rule pack '" + folder.getFileName() + "' was not loaded: ";
            assertThat(told)
                    .containsExactly(
                            "refused RUNS-RULE-062 " + name + "1 error.",
                            "refused RUNS-RULE-062 " + name + "2 errors.",
                            "activated 2");
        }
    }

    @Test
    void whatCouldNotBeRecorded_isTriedAgain_withoutAChangeOfTheFiles() throws IOException {
        AtomicBoolean broken = new AtomicBoolean(true);
        RunStore store = new ForwardingRunStore(new InMemoryRunStore()) {
            @Override
            public CommitResult commit(Commit commit) {
                if (broken.get()) {
                    throw new StoreException("RUNS-STORE-999", StoreException.Kind.RETRYABLE, "Broken.", "mend it.");
                }
                return super.commit(commit);
            }
        };
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.open(pack, ActivationLog.in(store), InstantSource.system());
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener);
            write(TWO);
            look(watcher, 2);
            long compiled = Compiler.begun();
            look(watcher, 2);
            broken.set(false);
            look(watcher, 2);
            String refused =
                    "refused RUNS-RULE-066 The change of the rules was not recorded: the store failed: RUNS-STORE-999.";
            assertThat(told).containsExactly(refused, refused, refused, "activated 2");
            assertThat(Compiler.begun()).as("it is compiled once").isEqualTo(compiled);
        }
    }

    @Test
    void reload_happensAtOnce_inTheNameOfWhoAsks_andTheWatcherFindsNothingNew() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener);
            write(TWO);
            Deque<Runnable> work = new ArrayDeque<>();
            Optional<Activation>[] done = reload(watcher, work);
            assertThat(shelf.pack().version()).isEqualTo("1");
            work.remove().run();
            assertThat(done[0].orElseThrow().reason()).hasValue("New limits");
            assertThat(done[0].orElseThrow().actor().id()).isEqualTo("ana");
            assertThat(shelf.pack().version()).isEqualTo("2");
            look(watcher, 5);
            assertThat(told).containsExactly("activated 2");

            Optional<Activation>[] again = reload(watcher, work);
            work.remove().run();
            assertThat(again[0]).as("it is in force already").isEmpty();
            assertThat(told).containsExactly("activated 2");
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Arrays have no type arguments.
    private static Optional<Activation>[] reload(RuleFolder watcher, Deque<Runnable> work) {
        Optional<Activation>[] done = new Optional[1];
        watcher.reload(Actor.human("acme", "ana"), "New limits", work::add)
                .thenAccept(activation -> done[0] = activation);
        return done;
    }

    @Test
    void reloadOfABrokenPack_isToldToWhoAsked_andTheLastGoodOneStays() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener);
            write(TWO);
            Files.writeString(folder.resolve("rules.drl"), "nonsense");
            List<Throwable> failures = new ArrayList<>();
            watcher.reload(Actor.human("acme", "ana"), "New limits", Runnable::run)
                    .whenComplete((done, failure) -> failures.add(failure));
            assertThat(failures).singleElement().isInstanceOf(RulePackException.class);
            assertThat(told).singleElement().asString().startsWith("refused RUNS-RULE-0");
            assertThat(shelf.pack().version()).isEqualTo("1");
            write(TWO);
            look(watcher, 2);
            assertThat(shelf.pack().version()).isEqualTo("2");
        }
    }

    @Test
    void reloadThatAnAgentAsksFor_changesNothing_andTheWatcherStillFollows() throws IOException {
        try (RulePack pack = RulePacks.folder(folder)) {
            RuleShelf shelf = RuleShelf.of(pack);
            RuleFolder watcher = RuleFolder.of(folder, shelf, WATCHER, listener);
            write(TWO);
            List<Throwable> failures = new ArrayList<>();
            watcher.reload(Actor.agent("acme", "bot"), "I like it better", Runnable::run)
                    .whenComplete((done, failure) -> failures.add(failure));
            assertThat(failures)
                    .singleElement()
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .isInstanceOf(RuleShelfException.class)
                    .hasMessageContaining("Agent 'bot' cannot change the rules.");
            assertThat(shelf.pack().version()).isEqualTo("1");
            look(watcher, 2);
            assertThat(shelf.pack().version()).isEqualTo("2");
        }
    }
}
