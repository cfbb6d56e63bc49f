package dev.runs.rules.cases;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.ActorKind;
import dev.runs.content.Payload;
import dev.runs.error.RunsException;
import dev.runs.gate.ActorFact;
import dev.runs.gate.ApprovalFact;
import dev.runs.gate.DayFact;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.HostFact;
import dev.runs.gate.MeetingFact;
import dev.runs.gate.OtherStep;
import dev.runs.gate.RunFact;
import dev.runs.gate.SignalFact;
import dev.runs.gate.StepFact;
import dev.runs.graph.StepState;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.problem.RuleErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the facts of a case: the question that the gate is asked. */
final class CaseFacts {
    /** What a case can say besides its name and what it expects. */
    static final List<String> KEYS =
            List.of("at", "tenant", "run", "step", "others", "signal", "meetings", "approvals", "day", "records");

    /** What a case can say about its step. */
    static final List<String> STEP = List.of(
            "key",
            "title",
            "action",
            "pattern",
            "external",
            "risk",
            "agent",
            "target",
            "amount",
            "requester",
            "payload");

    private static final List<String> OTHER_STEP = with(STEP, "state", "ended");
    private static final String STEP_EXAMPLE = "step: { action: crm.promote-reference, external: true, risk: medium }";
    private static final String OTHERS_EXAMPLE = "others: [ { action: crm.redact, state: completed } ]";
    private static final String DAY_EXAMPLE = "day: { mail.send: 20 }";
    private static final String RECORDS_EXAMPLE = "records: { Account: [ { tier: gold } ] }";

    private final CaseValues values;
    private final Problems problems;
    /** What is not said, until it is: a time that is missing is a mistake, and the rest is read all the same. */
    private Instant at = Instant.EPOCH;

    CaseFacts(CaseValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Returns the question; it can be used if no mistake was recorded. */
    GateQuestion question(Yaml.Mapping mapping, List<String> otherKeys) {
        CaseMap map = CaseMap.of(mapping, with(KEYS, otherKeys.toArray(new String[0])), problems);
        map.require("at", "at: 2026-11-22T12:00:00Z, once per file under 'defaults', or in each case");
        map.require("step", STEP_EXAMPLE);
        at = map.instant("at").orElse(at);
        StepFact step = map.mapping("step", STEP_EXAMPLE)
                .map(given -> step(CaseMap.of(given, STEP, problems), "step", true))
                .orElseGet(() ->
                        step(CaseMap.ofAnyKeys(new Yaml.Mapping(List.of(), map.place()), problems), "step", false));
        RunFact run = run(map, step);
        List<OtherStep> steps = others(map, step);
        GateFacts.Builder facts = GateFacts.builder()
                .run(run)
                .meetings(meetings(map))
                .steps(steps)
                .approvals(approvals(map, steps))
                .day(day(map))
                .records(records(map));
        signal(map).ifPresent(facts::signal);
        return new GateQuestion(
                map.text("tenant").orElse("tenant"),
                run.id(),
                GateQuestion.Phase.BINDING,
                at,
                List.of(step),
                facts.build());
    }

    private StepFact step(CaseMap map, String key, boolean subject) {
        String example = subject ? STEP_EXAMPLE : OTHERS_EXAMPLE;
        if (!map.entries().isEmpty()) {
            map.require("action", example);
        }
        if (subject) {
            if (!map.has("pattern")) {
                map.require("external", "external: true");
            }
            map.require("risk", "risk: medium");
        }
        Optional<ActorFact> requester = map.mapping("requester", "requester: { id: mail-agent, kind: agent }")
                .map(this::actor);
        String action = map.text("action").orElse("");
        return new StepFact(
                map.text("key").orElse(key),
                map.text("title").orElse(action),
                action,
                pattern(map).orElse(Pattern.INTERNAL),
                map.constant("risk", RiskLevel.class).orElse(RiskLevel.LOW),
                map.text("target"),
                map.number("amount"),
                map.flag("agent")
                        .orElse(requester
                                .filter(actor -> actor.kind() == ActorKind.AGENT)
                                .isPresent()),
                requester,
                payload(map));
    }

    /** Returns the reach, which can be said in two ways, one at a time. */
    private Optional<Pattern> pattern(CaseMap map) {
        Optional<Pattern> pattern = map.constant("pattern", Pattern.class);
        Optional<Boolean> external = map.flag("external");
        if (pattern.isPresent() && external.isPresent()) {
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    map.get("pattern").orElseThrow().place(),
                    "'pattern' and 'external' say the same in two ways.",
                    "Write one of them: external: true is pattern: external.");
        }
        return pattern.or(() -> external.map(outside -> outside ? Pattern.EXTERNAL : Pattern.INTERNAL));
    }

    private ActorFact actor(Yaml.Mapping mapping) {
        CaseMap map = CaseMap.of(mapping, List.of("id", "kind", "roles", "onBehalfOf"), problems);
        return new ActorFact(
                map.text("id").orElse("requester"),
                map.constant("kind", ActorKind.class).orElse(ActorKind.HUMAN),
                map.texts("roles"),
                map.text("onBehalfOf"));
    }

    private Map<String, ?> payload(CaseMap map) {
        Optional<Yaml.Mapping> given = map.mapping("payload", "payload: { discount: 20 }");
        if (given.isEmpty()) {
            return Map.of();
        }
        try {
            // As the host's payloads are kept: what a case tests is what rules will be given.
            Map<String, Object> fields = new LinkedHashMap<>();
            Payload.of(values.payload(given.get())).fields().forEach((name, value) -> {
                if (value != null) {
                    fields.put(name, value);
                }
            });
            return fields;
        } catch (RunsException e) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    given.get().place(),
                    "No payload can be like this: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return Map.of();
        }
    }

    private RunFact run(CaseMap facts, StepFact step) {
        Optional<CaseMap> map = facts.mapping("run", "run: { about: acme, owner: ana }")
                .map(given ->
                        CaseMap.of(given, List.of("id", "pattern", "external", "about", "owner", "started"), problems));
        return new RunFact(
                map.flatMap(run -> run.text("id")).orElse("run"),
                map.flatMap(this::pattern).orElse(step.pattern()),
                map.flatMap(run -> run.text("about")),
                map.flatMap(run -> run.text("owner")).orElse("owner"),
                map.flatMap(run -> run.instant("started")).orElse(at));
    }

    private Optional<SignalFact> signal(CaseMap facts) {
        return facts.mapping("signal", "signal: { label: \"Positive customer outcomes were detected\" }")
                .map(given -> CaseMap.of(given, List.of("id", "label", "at"), problems))
                .map(signal ->
                        new SignalFact(signal.text("id").orElse("signal"), signal.text("label"), signal.instant("at")));
    }

    private List<MeetingFact> meetings(CaseMap facts) {
        List<MeetingFact> meetings = new ArrayList<>();
        for (Yaml.Mapping given :
                facts.mappings("meetings", "meetings: [ { external: true, attendees: [ana, \"bo@acme\"] } ]")) {
            CaseMap map = CaseMap.of(given, List.of("id", "title", "at", "pattern", "external", "attendees"), problems);
            meetings.add(new MeetingFact(
                    map.text("id").orElse("meeting-" + (meetings.size() + 1)),
                    map.text("title"),
                    map.instant("at"),
                    pattern(map),
                    map.texts("attendees")));
        }
        return meetings;
    }

    /** Returns all steps of the run, the one in question first. */
    private List<OtherStep> others(CaseMap facts, StepFact step) {
        List<OtherStep> steps = new ArrayList<>();
        steps.add(new OtherStep(step, StepState.BLOCKED, Optional.empty()));
        for (Yaml.Mapping given : facts.mappings("others", OTHERS_EXAMPLE)) {
            CaseMap map = CaseMap.of(given, OTHER_STEP, problems);
            map.require("state", OTHERS_EXAMPLE);
            StepFact other = step(map, "other-" + steps.size(), false);
            if (steps.stream().anyMatch(known -> known.step().key().equals(other.key()))) {
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        given.place(),
                        "The run has a step '" + Text.shortened(other.key()) + "' already.",
                        "Give each step a key of its own.");
            }
            steps.add(new OtherStep(
                    other, map.constant("state", StepState.class).orElse(StepState.COMPLETED), map.instant("ended")));
        }
        return steps;
    }

    private List<ApprovalFact> approvals(CaseMap facts, List<OtherStep> steps) {
        String example = "approvals: [ { step: other-1, person: ana, role: Legal } ]";
        List<String> keys = steps.stream().map(other -> other.step().key()).toList();
        List<ApprovalFact> approvals = new ArrayList<>();
        for (Yaml.Mapping given : facts.mappings("approvals", example)) {
            CaseMap map = CaseMap.of(
                    given, List.of("step", "action", "round", "current", "person", "role", "approved", "at"), problems);
            for (String key : List.of("step", "person", "role")) {
                map.require(key, example);
            }
            String key = map.text("step").orElse("");
            if (map.has("step") && !keys.contains(key)) {
                problems.add(
                        RuleErrorCode.YAML_VALUE,
                        map.get("step").orElseThrow().place(),
                        "The run has no step '" + Text.shortened(key) + "'."
                                + problems.didYouMean(map.place(), key, keys),
                        "There are: " + String.join(", ", keys) + ".");
            }
            approvals.add(new ApprovalFact(
                    key,
                    map.text("action").orElseGet(() -> action(steps, key)),
                    map.count("round").orElse(1L).intValue(),
                    map.flag("current").orElse(true),
                    map.text("person").orElse(""),
                    map.text("role").orElse(""),
                    map.flag("approved").orElse(true),
                    map.instant("at").orElse(at)));
        }
        return approvals;
    }

    private static String action(List<OtherStep> steps, String key) {
        return steps.stream()
                .map(OtherStep::step)
                .filter(step -> step.key().equals(key))
                .map(StepFact::action)
                .findFirst()
                .orElse("");
    }

    private List<DayFact> day(CaseMap facts) {
        List<DayFact> day = new ArrayList<>();
        facts.mapping("day", DAY_EXAMPLE).ifPresent(given -> {
            CaseMap map = CaseMap.ofAnyKeys(given, problems);
            for (Yaml.Entry entry : map.entries()) {
                String action = entry.key().text();
                map.count(action).ifPresent(count -> day.add(new DayFact(action, count)));
            }
        });
        return day;
    }

    private List<HostFact> records(CaseMap facts) {
        List<HostFact> records = new ArrayList<>();
        facts.mapping("records", RECORDS_EXAMPLE).ifPresent(given -> {
            for (Yaml.Entry entry : CaseMap.ofAnyKeys(given, problems).entries()) {
                String name = entry.key().text();
                List<Yaml.Mapping> mappings =
                        CaseMap.mappings(entry.value(), "'" + Text.shortened(name) + "'", RECORDS_EXAMPLE, problems);
                values.type(entry.key())
                        .ifPresent(type -> mappings.forEach(
                                record -> records.add(new HostFact(name, values.record(type, record)))));
            }
        });
        return records;
    }

    private static List<String> with(List<String> keys, String... more) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
