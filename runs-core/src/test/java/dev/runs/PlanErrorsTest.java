package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.PayloadSchema;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.gate.Gate;
import dev.runs.kit.Crm;
import dev.runs.plan.Meeting;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.run.Run;
import dev.runs.storage.Cursor;
import dev.runs.storage.InMemoryRunStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Plans, payloads and settings that cannot be: the whole message, and nothing half started")
class PlanErrorsTest {
    private static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");

    @RegisterExtension
    final Crm crm = new Crm();

    private static void throwing(ThrowingCallable call, String... lines) {
        assertThatThrownBy(call).isInstanceOf(RunsException.class).hasMessage(String.join("\n", lines));
    }

    /** The plan is refused with these lines, and the store stays empty. */
    private void refused(RunPlan plan, String... lines) {
        throwing(() -> crm.as(crm.agent).start(plan), lines);
        assertThat(crm.store.tenants(Cursor.start(), 10).rows()).isEmpty();
    }

    private static RunPlan plan() {
        return RunPlan.named("P");
    }

    @Nested
    @DisplayName("RUNS-PLAN")
    class Plans {
        @Test
        void withoutAStep() {
            refused(plan(), "RUNS-PLAN-001 Run plan 'P' has no step.", "Fix: add at least one with step(id, title)");
            throwing(
                    () -> plan().after("a"),
                    "RUNS-PLAN-001 A plan was told about a step before it has one.",
                    "Fix: call step(id, title) first");
        }

        @Test
        void withTwoStepsOfOneId() {
            refused(
                    plan().step("a", "A").step("b", "B").step("a", "A again"),
                    "RUNS-PLAN-002 Run plan 'P': two steps have the id 'a'.",
                    "Fix: give one of them another id");
        }

        @Test
        void withACycle_namesIt() {
            refused(
                    plan().step("free", "Free")
                            .step("a", "A")
                            .after("free", "c")
                            .step("b", "B")
                            .after("a")
                            .step("c", "C")
                            .onRejected("b")
                            .step("tail", "Tail")
                            .after("c"),
                    "RUNS-PLAN-003 Run plan 'P': steps wait for each other: a -> b -> c -> a.",
                    "Fix: remove one of these edges");
            refused(
                    plan().step("a", "A").afterEnd("a"),
                    "RUNS-PLAN-003 Run plan 'P': steps wait for each other: a -> a.",
                    "Fix: remove one of these edges");
        }

        @Test
        void afterAStepThatIsNotThere_namesTheNearest() {
            refused(
                    plan().step("detect", "Detect")
                            .step("draft", "Draft")
                            .after("detekt")
                            .step("send", "Send")
                            .onFailed("zzzzzzzz"),
                    "RUNS-PLAN-004 Run plan 'P': step 'draft' comes after 'detekt', and there is no such step (steps: detect, draft, send).",
                    "Fix: did you mean 'detect'?",
                    "RUNS-PLAN-004 Run plan 'P': step 'send' comes after 'zzzzzzzz', and there is no such step (steps: detect, draft, send).",
                    "Fix: add that step, or name one of the steps");
        }

        @Test
        void withAnUnknownAction_namesTheNearest() {
            String actions = "(actions: crm.detect, crm.draft, crm.merge-accounts, crm.promote-reference, "
                    + "crm.withdraw-reference, crm.pay).";
            refused(
                    plan().step("a", "A").action("crm.pey", Payload.empty()),
                    "RUNS-PLAN-005 Run plan 'P': step 'a' performs 'crm.pey', and the catalogue has no such action "
                            + actions,
                    "Fix: did you mean 'crm.pay'?");
            refused(
                    plan().step("a", "A").action("bank.wire-everything", Payload.empty()),
                    "RUNS-PLAN-005 Run plan 'P': step 'a' performs 'bank.wire-everything', and the catalogue has no such "
                            + "action " + actions,
                    "Fix: add it to the catalogue");
        }

        @Test
        void withAJoinThatCanNeverBeTrue() {
            refused(
                    plan().step("a", "A").step("b", "B").after("a").joinAtLeast(2),
                    "RUNS-PLAN-006 Run plan 'P': step 'b' waits for at least 2 of 1 steps.",
                    "Fix: use a number from 1 to 1");
            refused(
                    plan().step("a", "A").joinAtLeast(0),
                    "RUNS-PLAN-006 Run plan 'P': step 'a' waits for at least 0 of 0 steps.",
                    "Fix: use a number from 1 to 1");
        }

        @Test
        void withTextsThatCannotBeUsed() {
            String longTitle = "t".repeat(301);
            refused(
                    RunPlan.named(" ")
                            .id("no spaces")
                            .about("")
                            .owner("a\nb", "B")
                            .triggeredBy(Signal.of("s".repeat(201), "", AT))
                            .meeting(Meeting.internal("", " ", AT))
                            .step("-x", longTitle)
                            .action("crm.detect", "", Payload.empty()),
                    "RUNS-PLAN-007 Run plan ' ': the title is blank.",
                    "Fix: give it 1 to 300 characters",
                    "RUNS-PLAN-007 Run plan ' ': the run id 'no spaces' cannot be used.",
                    "Fix: use 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit",
                    "RUNS-PLAN-007 Run plan ' ': the key of the record it is about is empty, longer than 200 characters "
                            + "or has a control character.",
                    "Fix: use a short stable key of the host",
                    "RUNS-PLAN-007 Run plan ' ': the owner's key is empty, longer than 200 characters or has a control "
                            + "character.",
                    "Fix: use a short stable key of the host",
                    "RUNS-PLAN-007 Run plan ' ': the signal's id is empty, longer than 200 characters or has a control "
                            + "character.",
                    "Fix: use a short stable key of the host",
                    "RUNS-PLAN-007 Run plan ' ': the signal's label is blank.",
                    "Fix: give it 1 to 300 characters",
                    "RUNS-PLAN-007 Run plan ' ': a meeting's id is empty, longer than 200 characters or has a control "
                            + "character.",
                    "Fix: use a short stable key of the host",
                    "RUNS-PLAN-007 Run plan ' ': the title of meeting '' is blank.",
                    "Fix: give it 1 to 300 characters",
                    "RUNS-PLAN-007 Run plan ' ': the step id '-x' cannot be used.",
                    "Fix: use 1 to 60 letters, digits, '.', '_' or '-', beginning with a letter or digit",
                    "RUNS-PLAN-007 Run plan ' ': the title of step '-x' has 301 characters.",
                    "Fix: give it 1 to 300 characters",
                    "RUNS-PLAN-007 Run plan ' ': the action title of step '-x' is blank.",
                    "Fix: give it 1 to 300 characters");
        }

        @Test
        @DisplayName("a key that no store can keep is refused with the plan")
        void withAKeyThatNoStoreKeeps() {
            refused(
                    plan().triggeredBy(Signal.of("a\u0085b", "Label", AT)).step("a", "A"),
                    "RUNS-PLAN-007 Run plan 'P': the signal's id is empty, longer than 200 characters or has a control "
                            + "character.",
                    "Fix: use a short stable key of the host");
        }

        @Test
        void ofAnIdThatIsTaken() {
            crm.start(crm.promotion().id("run-1"));
            throwing(
                    () -> crm.as(crm.agent).start(plan().id("run-1").step("a", "A")),
                    "RUNS-PLAN-007 Run plan 'P': there is a run with the id 'run-1' already.",
                    "Fix: use another id, or leave it out");
        }

        @Test
        void withTooManySteps() {
            RunPlan huge = plan();
            for (int i = 0; i <= 100_000; i++) {
                huge.step("s" + i, "S");
            }
            refused(
                    huge,
                    "RUNS-PLAN-008 Run plan 'P' would have 100001 steps.",
                    "Fix: split it: a run has at most 100000");
        }

        @Test
        @DisplayName("everything that is wrong is said at once")
        void withSeveralProblems() {
            refused(
                    plan().step("a", "A")
                            .action("crm.draft", Payload.of(Map.of("customer", true, "qoute", "q")))
                            .step("a", "B")
                            .after("b"),
                    "RUNS-PAYLOAD-001 Run plan 'P': step 'a': payload field 'customer' is true or false.",
                    "Fix: give it text",
                    "RUNS-PAYLOAD-001 Run plan 'P': step 'a': payload field 'qoute' is not part of the action (fields: "
                            + "customer, quote).",
                    "Fix: did you mean 'quote'?",
                    "RUNS-PLAN-002 Run plan 'P': two steps have the id 'a'.",
                    "Fix: give one of them another id");
        }

        @Test
        @DisplayName("a proposal that cannot be leaves the run as it was")
        void proposal_changesNothing() {
            String id = crm.start(crm.promotion().id("run-1"));
            Run before = crm.run(id);
            throwing(
                    () -> crm.as(crm.agent)
                            .propose(
                                    id,
                                    Proposal.of("promote", "Again")
                                            .step("late", "Late")
                                            .after("promotte")
                                            .action("crm.draft", Payload.empty())),
                    "RUNS-PAYLOAD-001 Proposal for run 'run-1': step 'late': payload field 'customer' is missing.",
                    "Fix: give it text",
                    "RUNS-PLAN-002 Proposal for run 'run-1': two steps have the id 'promote'.",
                    "Fix: give one of them another id",
                    "RUNS-PLAN-004 Proposal for run 'run-1': step 'late' comes after 'promotte', and there is no such "
                            + "step (steps: promote, late).",
                    "Fix: did you mean 'promote'?");
            throwing(
                    () -> crm.as(crm.agent).propose(id, Proposal.of("w", "W").action("x\ty", Payload.empty())),
                    "RUNS-PLAN-007 Proposal for run 'run-1': the action type of step 'w' is empty, longer than 200 "
                            + "characters or has a control character.",
                    "Fix: use a short stable key of the host");
            assertThat(crm.run(id).version()).isEqualTo(before.version());
        }

        @Test
        @DisplayName("a plan without a mistake is accepted whole: two proposals in a row, edges onto what is there")
        void proposal_mayFollowWhatIsThere() {
            String id = crm.start(crm.promotion());
            Answer answer = crm.as(crm.agent)
                    .propose(id, Proposal.of("thank", "Thank").after("promote").step("log", "Log"));
            answer.orThrow();
            assertThat(crm.run(id).steps()).extracting(step -> step.id()).containsExactly("promote", "thank", "log");
        }
    }

    record Inner(String name) {}

    enum Size {
        SMALL,
        LARGE
    }

    record Everything(
            String text,
            long number,
            int small,
            boolean flag,
            BigDecimal decimal,
            Instant instant,
            LocalDate date,
            Size size,
            List<String> list,
            Inner inner,
            Optional<String> maybe) {}

    record Odd(Object thing) {}

    record Maybe(Optional<List<String>> list, Optional<Inner> inner, Optional<Size> size) {}

    record WithMap(Map<String, String> map) {}

    record WithDouble(Optional<Double> number) {}

    record Small(int number) {}

    record Picky(int number) {
        Picky {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    @Nested
    @DisplayName("RUNS-PAYLOAD")
    class Payloads {
        private final Everything everything = new Everything(
                "t",
                1,
                2,
                true,
                new BigDecimal("12.50"),
                AT,
                LocalDate.parse("2026-03-02"),
                Size.LARGE,
                List.of("a"),
                new Inner("n"),
                Optional.empty());

        private void wrong(String field, Object value, String is, String wanted) {
            Map<String, Object> fields = new HashMap<>(Payload.from(everything).fields());
            fields.put(field, value);
            Runs runs = Runs.builder()
                    .store(new InMemoryRunStore())
                    .catalog(catalog -> catalog.internal("all", RiskLevel.LOW, Everything.class))
                    .rules(Gate.askingAlways("Governance"))
                    .identity(Identity.of(crm.agent))
                    .manualWork()
                    .build();
            throwing(
                    () -> runs.as(crm.agent).start(plan().step("a", "A").action("all", Payload.of(fields))),
                    "RUNS-PAYLOAD-001 Run plan 'P': step 'a': payload field '" + field + "' is " + is + ".",
                    "Fix: give it " + wanted);
        }

        @Test
        void thatFits_readsBackAsItWas() {
            assertThat(Payload.from(everything).as(Everything.class)).isEqualTo(everything);
            assertThat(Payload.from(everything).json())
                    .isEqualTo(
                            "{\"date\":\"2026-03-02\",\"decimal\":\"12.50\",\"flag\":true,\"inner\":{\"name\":\"n\"},"
                                    + "\"instant\":\"2026-03-02T09:00:00Z\",\"list\":[\"a\"],\"number\":1,\"size\":\"LARGE\","
                                    + "\"small\":2,\"text\":\"t\"}");
        }

        @Test
        void thatDoesNotFitTheSchema_namesFieldAndNeverTheValue() {
            wrong("text", 1, "a whole number", "text");
            wrong("number", "secret", "a text", "a whole number");
            wrong("flag", "yes", "a text", "true or false");
            wrong("decimal", "1,5", "a text", "a decimal as text, such as \"12.50\"");
            wrong("decimal", "1e5", "a text", "a decimal as text, such as \"12.50\"");
            wrong("instant", "yesterday", "a text", "an instant, such as \"2026-01-31T09:00:00Z\"");
            wrong("date", "31.01.2026", "a text", "a date, such as \"2026-01-31\"");
            wrong("size", "HUGE", "a text", "one of SMALL, LARGE");
            wrong("list", Map.of(), "an object", "a list");
            wrong("inner", List.of(), "a list", "an object");
            wrong("maybe", 1, "a whole number", "text");
        }

        @Test
        void ofOptionalListsAndRecords_fits() {
            PayloadSchema schema = PayloadSchema.of(Maybe.class);
            Maybe full = new Maybe(Optional.of(List.of("a")), Optional.of(new Inner("n")), Optional.of(Size.SMALL));
            assertThat(schema.check("S", Payload.from(full))).isEmpty();
            assertThat(schema.check("S", Payload.empty())).isEmpty();
            assertThat(schema.check("S", Payload.of(Map.of("list", 1))))
                    .extracting(Problem::message)
                    .containsExactly(
                            "RUNS-PAYLOAD-001 S: payload field 'list' is a whole number.\nFix: give it a list");
            assertThat(Payload.from(full).as(Maybe.class)).isEqualTo(full);
        }

        @Test
        void ofARecordThatHasNoJsonForm_isRefusedWithTheCatalogue() {
            String fix =
                    "Fix: use String, long, int, boolean, BigDecimal, Instant, LocalDate, an enum, a record, or List "
                            + "and Optional of these";
            throwing(
                    () -> Runs.builder().catalog(catalog -> catalog.internal("a", RiskLevel.LOW, WithMap.class)),
                    "RUNS-PAYLOAD-004 Record WithMap: 'map' is a java.util.Map<java.lang.String, java.lang.String>, which "
                            + "has no JSON form.",
                    fix);
            throwing(
                    () -> Runs.builder().catalog(catalog -> catalog.internal("a", RiskLevel.LOW, WithDouble.class)),
                    "RUNS-PAYLOAD-004 Record WithDouble: 'number' is a java.util.Optional<java.lang.Double>, which has no "
                            + "JSON form.",
                    fix);
        }

        @Test
        void withANumberThatTheRecordCannotHold_namesTheComponent() {
            throwing(
                    () -> Payload.of(Map.of("number", 1L << 40)).as(Small.class),
                    "RUNS-PAYLOAD-004 Record Small: 'number' cannot be read as int.",
                    "Fix: check it in the action's schema");
        }

        @Test
        @DisplayName("what can be written can be read: the deepest payload and the one below it")
        void ofTheDeepestNesting_isReadAgain() {
            for (int depth = 1; depth <= 70; depth++) {
                Object value = "x";
                for (int i = 1; i < depth; i++) {
                    value = List.of(value);
                }
                Map<String, Object> fields = Map.of("v", value);
                if (depth <= 64) {
                    assertThat(Payload.parse(Payload.of(fields).json())).isEqualTo(Payload.of(fields));
                } else {
                    assertThatThrownBy(() -> Payload.of(fields))
                            .isInstanceOf(RunsException.class)
                            .hasMessageStartingWith("RUNS-PAYLOAD-002 Payload value 'v/0/0/")
                            .hasMessageEndingWith(" is nested more than 64 levels deep.\nFix: flatten it");
                }
            }
        }

        @Test
        void withAValueThatCannotBeKept_namesThePath() {
            throwing(
                    () -> Payload.of(Map.of("money", 1.5)),
                    "RUNS-PAYLOAD-002 Payload value 'money' is the number 1.5.",
                    "Fix: write decimals as text, such as \"12.50\"");
            throwing(
                    () -> Payload.parse("{\"a\":[{\"b\":1.0}]}"),
                    "RUNS-PAYLOAD-002 Payload value 'a/0/b' is the number 1.0.",
                    "Fix: write decimals as text, such as \"12.50\"");
            throwing(
                    () -> Payload.of(Map.of("big", (1L << 53) + 1)),
                    "RUNS-PAYLOAD-002 Payload value 'big' is 9007199254740993.",
                    "Fix: write whole numbers beyond ±2^53 as text");
            throwing(
                    () -> Payload.parse("{\"big\":99999999999999999999}"),
                    "RUNS-PAYLOAD-002 Payload value 'big' is the number 99999999999999999999.",
                    "Fix: write decimals as text, such as \"12.50\"");
            throwing(
                    () -> Payload.of(Map.of("at", AT)),
                    "RUNS-PAYLOAD-002 Payload value 'at' is a java.time.Instant.",
                    "Fix: use text, whole numbers, booleans, lists and maps, or a record");
            throwing(
                    () -> Payload.of(Map.of("m", Map.of(1, "x"))),
                    "RUNS-PAYLOAD-002 Payload value 'm' has a key that is not text: 1.",
                    "Fix: use text keys");
            throwing(
                    () -> Payload.of(Map.of("t", "\uD83D")),
                    "RUNS-PAYLOAD-002 Payload value 't' has half a surrogate pair at index 0.",
                    "Fix: give well-formed Unicode");
            throwing(
                    () -> Payload.of(Map.of("t", "x".repeat((1 << 20) + 1))),
                    "RUNS-PAYLOAD-002 Payload value 't' has 1048577 characters.",
                    "Fix: keep at most 1048576 in one text");
        }

        @Test
        void ofTheLimits_isKept() {
            Map<String, Object> limits =
                    Map.of("min", -(1L << 53), "max", 1L << 53, "text", "x".repeat(1 << 20), "smile", "\uD83D\uDE00");
            assertThat(Payload.parse(Payload.of(limits).json())).isEqualTo(Payload.of(limits));
        }

        @Test
        void thatIsNotJson_namesThePlaceAndNeverTheText() {
            String fix = "Fix: give one JSON object with unique keys, such as {\"customer\":\"Acme\"}";
            throwing(
                    () -> Payload.parse("[1]"),
                    "RUNS-PAYLOAD-003 JSON cannot be read: it does not begin with an object.",
                    fix);
            throwing(
                    () -> Payload.parse("{} {}"),
                    "RUNS-PAYLOAD-003 JSON cannot be read: something follows the object.",
                    fix);
            throwing(
                    () -> Payload.parse("{\"secret\":secret}"),
                    "RUNS-PAYLOAD-003 JSON cannot be read: it is not JSON at line 1, column 11.",
                    fix);
            throwing(
                    () -> Payload.parse("{\"a\":1,\"a\":2}"),
                    "RUNS-PAYLOAD-003 JSON cannot be read: it is not JSON at line 1, column 11.",
                    fix);
            assertThatThrownBy(() -> Payload.parse("{\"a\":"))
                    .isInstanceOf(RunsException.class)
                    .hasMessageStartingWith("RUNS-PAYLOAD-003 JSON cannot be read: it is not JSON at line 1, column ")
                    .hasMessageEndingWith(fix);
        }

        @Test
        void thatIsNotTheAskedForRecord_namesTheComponent() {
            throwing(
                    () -> Payload.empty().as(Inner.class),
                    "RUNS-PAYLOAD-004 Record Inner: 'name' is missing.",
                    "Fix: declare it as Optional, or require it in the action's schema");
            throwing(
                    () -> Payload.of(Map.of("name", 1)).as(Inner.class),
                    "RUNS-PAYLOAD-004 Record Inner: 'name' is long in the payload, the record wants String.",
                    "Fix: make the payload fit the record");
            throwing(
                    () -> Payload.of(Map.of("number", -1)).as(Picky.class),
                    "RUNS-PAYLOAD-004 Record Picky: 'constructor' refused the values: "
                            + "java.lang.IllegalArgumentException: negative.",
                    "Fix: check the payload when it is proposed");
            throwing(
                    () -> Payload.from(new Odd(new BitSet())),
                    "RUNS-PAYLOAD-004 Record Odd: 'thing' is a java.util.BitSet, which has no JSON form.",
                    "Fix: use String, long, int, boolean, BigDecimal, Instant, LocalDate, an enum, a record, or List and "
                            + "Optional of these");
        }
    }

    @Nested
    @DisplayName("RUNS-CONFIG")
    class Settings {
        @Test
        void withoutAnything_namesAllThatIsMissing() {
            throwing(
                    () -> Runs.builder().build(),
                    "RUNS-CONFIG-001 Runs.builder() has no store.",
                    "Fix: call store(new InMemoryRunStore()) for a try, store(SqliteStore.at(path)) to keep",
                    "RUNS-CONFIG-001 Runs.builder() has no rules.",
                    "Fix: call rules(RulePacks.folder(path)), or rules(Gate.askingAlways(role))",
                    "RUNS-CONFIG-001 Runs.builder() has no identity port.",
                    "Fix: call identity(...), so that it is known who may decide",
                    "RUNS-CONFIG-001 Runs.builder() has no action type.",
                    "Fix: call catalog(actions -> actions.external(\"crm.send-mail\", MEDIUM))");
        }

        private Runs.Builder complete() {
            return Runs.builder()
                    .store(new InMemoryRunStore())
                    .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW))
                    .rules(Gate.askingAlways("Governance"))
                    .identity(Identity.of())
                    .manualWork();
        }

        @Test
        void withAHandlerOfAnUnknownAction() {
            throwing(
                    () -> complete().handler("crm.detekt", execution -> {}).build(),
                    "RUNS-CONFIG-001 There is a handler for 'crm.detekt', and the catalogue has no such action (actions: "
                            + "crm.detect).",
                    "Fix: did you mean 'crm.detect'?");
            throwing(
                    () -> complete().handler("bank.wire", execution -> {}).build(),
                    "RUNS-CONFIG-001 There is a handler for 'bank.wire', and the catalogue has no such action (actions: "
                            + "crm.detect).",
                    "Fix: add the action to the catalogue");
        }

        @Test
        void withTwoHandlersOfOneAction() {
            throwing(
                    () -> complete()
                            .handler("crm.detect", execution -> {})
                            .repeatableHandler("crm.detect", execution -> {}),
                    "RUNS-CONFIG-001 Action 'crm.detect' has two handlers.",
                    "Fix: register one of them");
        }

        @Test
        void withAPermitThatNeverHolds() {
            throwing(
                    () -> complete().permitValidity(Duration.ZERO),
                    "RUNS-CONFIG-001 The permit validity is PT0S.",
                    "Fix: give a positive duration");
        }

        @Test
        void withACatalogueThatContradictsItself() {
            throwing(
                    () -> complete()
                            .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.HIGH)
                                    .external("", RiskLevel.LOW)
                                    .external("crm.promote", RiskLevel.LOW, Crm.Draft.class)
                                    .target("customr")
                                    .amount("money")
                                    .compensatedBy("crm.detekt"))
                            .build(),
                    "RUNS-CONFIG-002 Action type 'crm.detect' is there twice.",
                    "Fix: remove one of the two",
                    "RUNS-CONFIG-002 An action type has no key.",
                    "Fix: give it one, such as 'crm.send-mail'",
                    "RUNS-CONFIG-002 Action type 'crm.promote' is compensated by 'crm.detekt', and there is no such type "
                            + "(types: crm.detect, crm.promote).",
                    "Fix: did you mean 'crm.detect'?",
                    "RUNS-CONFIG-002 Action type 'crm.promote' has no payload field 'customr'.",
                    "Fix: name a component of its payload record",
                    "RUNS-CONFIG-002 Action type 'crm.promote' has no payload field 'money'.",
                    "Fix: name a component of its payload record");
            throwing(
                    () -> Runs.builder().catalog(catalog -> catalog.named("nothing")),
                    "RUNS-CONFIG-002 There is no action type to describe.",
                    "Fix: add the action type first");
        }
    }
}
