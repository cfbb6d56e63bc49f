package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.ActionCatalog;
import dev.runs.action.ActionType;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Digest;
import dev.runs.document.Comment;
import dev.runs.document.DecisionText;
import dev.runs.document.OutputsText;
import dev.runs.document.RunTexts;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Level;
import dev.runs.gate.PackRef;
import dev.runs.gate.RuleRef;
import dev.runs.gate.StepFact;
import dev.runs.gate.Verdict;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.lineage.LineageEdges;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.Circumstances;
import dev.runs.run.Command;
import dev.runs.run.Consequences;
import dev.runs.run.Decider;
import dev.runs.run.Decision;
import dev.runs.run.Evolution;
import dev.runs.run.Outputs;
import dev.runs.run.PayloadRef;
import dev.runs.run.Permit;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Ruling;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.RunHeader;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import dev.runs.run.Vote;
import dev.runs.storage.EdgeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Tells a run's life through the decider, one command after the other, with rules written in place. */
public final class Story {
    public static final Actor AGENT = Actor.agent("acme-crm", "advocacy-agent");
    public static final Actor ANA = Actor.human("acme-crm", "ana", "Customer success director");
    public static final Actor BEN = Actor.human("acme-crm", "ben", "Legal", "Customer success director");
    public static final Actor CY = Actor.human("acme-crm", "cy", "Legal");
    public static final Actor ENGINE = Actor.service("acme-crm", "runs");
    public static final Instant START = Instant.parse("2026-11-20T14:05:00Z");
    public static final Instant NEXT_DAY = Instant.parse("2026-11-21T09:00:00Z");
    public static final PackRef PACK =
            new PackRef("governance", "7", "sha256:" + "ab12".repeat(16), Set.of("Head of advocacy"));

    public final Map<String, Optional<Map<String, ?>>> contents = new LinkedHashMap<>();
    public final List<RecordedEvent> history = new ArrayList<>();
    public final Set<EdgeRow> edges = new LinkedHashSet<>();
    private final Map<String, RunTexts.StepText> titles = new LinkedHashMap<>();
    private final List<StepSpec> planned = new ArrayList<>();
    private final Map<String, Set<String>> roles = new HashMap<>();
    public ActionCatalog catalog = ActionCatalog.builder()
            .internal("crm.detect", RiskLevel.LOW)
            .internal("crm.draft", RiskLevel.LOW)
            .named("draft")
            .external("crm.promote-reference", RiskLevel.MEDIUM)
            .named("reference promotion")
            .external("crm.mail", RiskLevel.MEDIUM)
            .named("mail to the customer")
            .build();
    public Function<StepFact, GateAnswer> rules = Story::governance;
    public WorkspaceCounters counters = WorkspaceCounters.NONE;
    public Set<String> unfilled = Set.of();
    public Instant now = START;
    public Run run;

    public static RuleRef rule(String id, String title, String file, int line) {
        return new RuleRef(id, title, "governance", "because", file, line);
    }

    public static final Finding PROMOTION = new Finding(
            rule("ADV-001", "External reference promotion needs advocacy and legal review", "advocacy.drl", 5),
            Level.ENFORCE,
            new Finding.Require(
                    Set.of("Customer success director"),
                    1,
                    "Requires advocacy and legal review",
                    Optional.of("legal-safe review"),
                    Optional.empty()));

    private static GateAnswer governance(StepFact fact) {
        return fact.external() ? answer(PROMOTION) : answer();
    }

    public static GateAnswer answer(Finding... findings) {
        return new GateAnswer(List.of(findings), List.of());
    }

    /** The reference run, before anything was executed. */
    public static Story reference() {
        Story story = new Story();
        story.plan("detect", "Detect proof points", "crm.detect");
        story.plan("draft", "Create advocacy record", "crm.draft", after("detect"));
        story.plan("promote", "Wait for approval", "crm.promote-reference", after("draft"));
        story.call("promote", "Promote Acme as a reference candidate");
        story.plan(
                "case-study",
                "Offer an internal-only case study",
                "crm.draft",
                new Edge("promote", EdgeCondition.REJECTED));
        story.start(List.of("call-1"));
        return story;
    }

    /** The reference run as its page shows it: both internal steps done, the third waits. */
    public static Story paused() {
        Story story = reference();
        story.execute(
                "detect", note("Outcome language and measurable impact were found in the customer conversation."));
        story.execute("draft", note("Reference nomination package was drafted with evidence."));
        return story;
    }

    public static OutputsText note(String note) {
        return new OutputsText(Optional.of(note), List.of(), List.of(), List.of());
    }

    public static final OutputsText PROMOTED = new OutputsText(
            Optional.of("Acme was promoted as a reference."),
            List.of(new OutputsText.Preview("Reference page", "Acme cut its costs by a third.")),
            List.of(new OutputsText.File("file-1", "Nomination package", "application/pdf", "crm://files/1")),
            List.of(new OutputsText.Link("road-1", "Audit export")));

    public static Edge after(String step) {
        return new Edge(step, EdgeCondition.COMPLETED);
    }

    public void plan(String id, String title, String action, Edge... edges) {
        ActionRef ref = catalog.find(action)
                .map(type -> new ActionRef(action, type.pattern(), type.risk(), true))
                .orElse(new ActionRef(
                        action,
                        ActionType.unknown(action).pattern(),
                        ActionType.unknown(action).risk(),
                        false));
        planned.add(new StepSpec(
                new Node(id, Join.all(), List.of(edges)), Optional.of(ref), Optional.of(payload(id)), ref(AGENT)));
        titles.put(id, new RunTexts.StepText(title, Optional.empty(), Optional.empty()));
    }

    public void milestone(String id, String title, Edge... edges) {
        planned.add(
                new StepSpec(new Node(id, Join.all(), List.of(edges)), Optional.empty(), Optional.empty(), ref(AGENT)));
        titles.put(id, new RunTexts.StepText(title, Optional.empty(), Optional.empty()));
    }

    /** Lets the step that was planned last go on after any of its edges. */
    public void joinAny() {
        StepSpec last = planned.remove(planned.size() - 1);
        planned.add(new StepSpec(
                new Node(last.id(), Join.any(), last.node().edges()),
                last.action(),
                last.payload(),
                last.proposedBy()));
    }

    /** Takes the payload of the step that was planned last away. */
    public void latePayload() {
        StepSpec last = planned.remove(planned.size() - 1);
        planned.add(new StepSpec(last.node(), last.action(), Optional.empty(), last.proposedBy()));
    }

    /** Notes the title of a step that is added by a command. */
    public void titles(String step, String title) {
        titles.put(step, new RunTexts.StepText(title, Optional.empty(), Optional.empty()));
    }

    public void call(String step, String action) {
        titles.computeIfPresent(
                step, (id, text) -> new RunTexts.StepText(text.title(), Optional.of(action), Optional.empty()));
    }

    public void start(List<String> meetings) {
        Map<String, RunTexts.MeetingText> meetingTexts = new LinkedHashMap<>();
        meetings.forEach(id -> meetingTexts.put(
                id, new RunTexts.MeetingText("Call " + id, START.minusSeconds(3600), Pattern.EXTERNAL)));
        RunTexts texts = new RunTexts(
                Optional.of("Advocacy Nomination"),
                Optional.of("Customer advocacy agent"),
                Optional.of("Positive customer outcomes were detected"),
                Optional.of(new RunTexts.SignalText("Positive outcome call detected", START.minusSeconds(1800))),
                meetingTexts,
                titles);
        start(texts, meetings, Optional.of("sig-1"));
    }

    public void start(RunTexts texts, List<String> meetings, Optional<String> signal) {
        RunHeader header = new RunHeader(
                "acme-crm",
                "run-advocacy-nomination",
                Pattern.EXTERNAL,
                Optional.of("account/acme"),
                "advocacy-agent",
                ref(AGENT),
                signal,
                meetings,
                now);
        String id = keep(texts.toFields());
        commit(AGENT, "start", List.of(new RunEvent.RunStarted(header), new RunEvent.StepsAdded(planned, id)));
        settle();
    }

    public static ActorRef ref(Actor actor) {
        return ActorRef.of(actor);
    }

    public String keep(Map<String, ?> fields) {
        String id = "content-" + (contents.size() + 1);
        contents.put(id, Optional.of(fields));
        return id;
    }

    public String say(String words) {
        return keep(new Comment(words).toFields());
    }

    public PayloadRef payload(String words) {
        return payload(words, AGENT);
    }

    public PayloadRef payload(String words, Actor editor) {
        Map<String, String> fields = Map.of("words", words);
        return new PayloadRef(
                keep(fields), Digest.of(new byte[Digest.SALT_BYTES], CanonicalJson.write(fields)), ref(editor));
    }

    public Step step(String id) {
        return run.step(id).orElseThrow();
    }

    public Command.Seen seen(String step) {
        return Command.Seen.of(step(step));
    }

    /** Commits events as one, whoever thought of them. */
    public void commit(Actor by, String command, List<RunEvent> events) {
        List<RecordedEvent> recorded = new ArrayList<>();
        List<Run> states = new ArrayList<>();
        for (RunEvent event : events) {
            RecordedEvent next = new RecordedEvent(run == null ? 1 : run.version() + 1, now, ref(by), command, event);
            run = Evolution.evolve(run, next);
            recorded.add(next);
            states.add(run);
        }
        history.addAll(recorded);
        edges.addAll(LineageEdges.of(recorded, states));
    }

    public void decide(Actor by, Command command) {
        Decision decision = Decider.decide(run, command, new Circumstances(now, ref(by), Duration.ofDays(7), 3));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        if (decision instanceof Decision.Accepted accepted) {
            commit(by, "command-" + history.size(), accepted.events());
        }
    }

    public void settle() {
        Consequences next = Consequences.of(run);
        while (!next.events().isEmpty() || !next.eligible().isEmpty()) {
            if (!next.events().isEmpty()) {
                commit(ENGINE, "settle-" + history.size(), next.events());
            }
            List<Ruling> rulings = next.eligible().stream()
                    .map(step -> ruling(step, GateQuestion.Phase.BINDING))
                    .toList();
            if (!rulings.isEmpty()) {
                decide(ENGINE, new Command.Bind(rulings, roles));
            }
            next = Consequences.of(run);
        }
    }

    public Ruling ruling(String id, GateQuestion.Phase phase) {
        Step step = step(id);
        ActionRef action = step.spec().action().orElseThrow();
        StepFact fact = new StepFact(
                id,
                titles.get(id).title(),
                action.type(),
                action.pattern(),
                action.risk(),
                Optional.empty(),
                Optional.empty(),
                true);
        GateAnswer answer = rules.apply(fact);
        Verdict verdict = Verdict.combine(action.pattern(), action.risk(), answer, PACK.defaultApprovers());
        String decision = keep(new DecisionText(
                        PACK.name(), PACK.version(), PACK.digest(), List.copyOf(PACK.defaultApprovers()), fact, answer)
                .toFields());
        Set<String> deciding = new TreeSet<>();
        answer.findings().stream()
                .filter(finding -> finding.level() == Level.ENFORCE)
                .forEach(finding -> deciding.add(finding.rule().id()));
        Set<String> asked = new TreeSet<>();
        if (verdict instanceof Verdict.NeedsApproval needs) {
            needs.requirement().tracks().stream()
                    .flatMap(track -> track.stages().stream())
                    .map(dev.runs.gate.Stage::roles)
                    .flatMap(Set::stream)
                    .forEach(asked::add);
        }
        asked.retainAll(unfilled);
        return new Ruling(
                id,
                step.payload().orElseThrow(),
                phase,
                verdict,
                Verdict.raised(action.risk(), answer),
                deciding,
                PACK.digest(),
                decision,
                !answer.faults().isEmpty(),
                asked);
    }

    public void startStep(String step) {
        decide(ENGINE, new Command.StartStep(ruling(step, GateQuestion.Phase.START), roles, Optional.empty()));
        settle();
    }

    public void execute(String step, OutputsText outputs) {
        startStep(step);
        finish(step, outputs, Map.of());
    }

    public void finish(String step, OutputsText outputs, Map<String, PayloadRef> payloads) {
        decide(
                ENGINE,
                new Command.CompleteStep(
                        step,
                        step(step).permit().map(Permit::key).orElseThrow(),
                        step(step).attempts(),
                        new Outputs(
                                keep(outputs.toFields()),
                                outputs.previews().size(),
                                outputs.artifacts().stream()
                                        .map(OutputsText.File::id)
                                        .toList(),
                                outputs.roadmapLinks().stream()
                                        .map(OutputsText.Link::id)
                                        .toList()),
                        payloads,
                        Optional.empty()));
        settle();
    }

    public void fail(String step, boolean certain, boolean repeatable, String words) {
        decide(
                ENGINE,
                new Command.FailStep(
                        step,
                        step(step).permit().map(Permit::key).orElseThrow(),
                        step(step).attempts(),
                        certain,
                        repeatable,
                        words.isEmpty() ? Optional.empty() : Optional.of(say(words))));
        settle();
    }

    public void vote(Actor by, String step, Vote.Choice choice, String words) {
        roles.put(by.id(), by.roles());
        decide(by, new Command.CastVote(seen(step), choice, Optional.empty(), say(words), by));
        settle();
    }

    public void approve(Actor by, String step, String words) {
        vote(by, step, Vote.Choice.APPROVE, words);
    }

    public void reject(Actor by, String step, String words) {
        vote(by, step, Vote.Choice.REJECT, words);
    }

    public RecordSource source() {
        return new RecordSource(run, history, contents, catalog, counters, NEXT_DAY);
    }

    /** The source with all its content erased. */
    public RecordSource erased() {
        Map<String, Optional<Map<String, ?>>> none = new HashMap<>();
        contents.keySet().forEach(id -> none.put(id, Optional.empty()));
        return new RecordSource(run, history, none, catalog, counters, NEXT_DAY);
    }

    public RunRecord record() {
        return RunRecord.of(source());
    }

    public List<EdgeRow> edges() {
        return Collections.unmodifiableList(new ArrayList<>(edges));
    }
}
