package dev.runs.testing;

import dev.runs.action.RiskLevel;
import dev.runs.gate.Deadlines;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Level;
import dev.runs.gate.PackRef;
import dev.runs.gate.RuleRef;
import dev.runs.gate.Stage;
import dev.runs.gate.StepFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A gate that says of each action what the test wants, and says something else after a while. */
final class ModelGate implements Gate {
    static final String DEFAULT_APPROVER = "Governance";

    /** What it says of an action. */
    sealed interface Say {
        record Allow() implements Say {}

        record Deny() implements Say {}

        record Later(Instant until) implements Say {}

        /** So many holders of each of these roles. */
        record Ask(Map<String, Integer> roles) implements Say {}

        /** One holder of each of these roles, one after another. */
        record InTurn(List<String> roles) implements Say {}

        record Nothing() implements Say {}

        record Fail() implements Say {}

        record Raise(RiskLevel risk, Map<String, Integer> roles) implements Say {}
    }

    private final Map<String, Say> says = new TreeMap<>();
    private int version;

    ModelGate(List<String> actions) {
        actions.forEach(action -> says.put(action, new Say.Nothing()));
    }

    Say of(String action) {
        return says.get(action);
    }

    /** Says something else of one action. */
    String change(Random random, Instant now) {
        List<String> actions = List.copyOf(says.keySet());
        String action = actions.get(random.nextInt(actions.size()));
        Say say = switch (random.nextInt(12)) {
            case 0 -> new Say.Allow();
            case 1 -> new Say.Deny();
            case 2 -> new Say.Later(now.plusSeconds(3600L * (1 + random.nextInt(20))));
            case 3 -> new Say.Nothing();
            case 4 -> new Say.Fail();
            case 5 -> new Say.Raise(RiskLevel.CRITICAL, roles(random));
            case 6, 7 ->
                new Say.InTurn(random.nextBoolean() ? List.of("Director", "Legal") : List.of("Legal", "Director"));
            default -> new Say.Ask(roles(random));
        };
        says.put(action, say);
        version++;
        return action + " -> " + say;
    }

    private static Map<String, Integer> roles(Random random) {
        Map<String, Integer> roles = new TreeMap<>();
        roles.put("Director", 1 + random.nextInt(2));
        if (random.nextInt(3) == 0) {
            roles.put("Legal", 1);
        }
        return roles;
    }

    @Override
    public PackRef pack() {
        return new PackRef("model", "" + version, "model:" + version, Set.of(DEFAULT_APPROVER));
    }

    @Override
    public GateAnswers ask(GateQuestion question) {
        List<GateAnswer> answers = new ArrayList<>();
        for (StepFact fact : question.subjects()) {
            Say say = says.getOrDefault(fact.action(), new Say.Nothing());
            if (say instanceof Say.Fail) {
                throw new IllegalStateException("the rules engine is out of order");
            }
            List<Finding> findings = new ArrayList<>();
            if (say instanceof Say.Allow) {
                findings.add(finding("A", new Finding.Allow("fine")));
            } else if (say instanceof Say.Deny) {
                findings.add(finding("D", new Finding.Deny("no")));
            } else if (say instanceof Say.Later later) {
                if (question.at().isBefore(later.until())) {
                    findings.add(finding("H", new Finding.Hold(later.until(), "later")));
                } else {
                    findings.add(finding("A", new Finding.Allow("fine now")));
                }
            } else if (say instanceof Say.Ask ask) {
                findings.addAll(asking(ask.roles()));
            } else if (say instanceof Say.InTurn turn) {
                findings.add(finding(
                        "T",
                        new Finding.Require(
                                turn.roles().stream()
                                        .map(role -> Stage.roles(List.of(role), 1, Deadlines.due(Optional.empty())))
                                        .toList(),
                                "In turn",
                                Optional.empty(),
                                Set.of(),
                                false)));
            } else if (say instanceof Say.Raise raise) {
                findings.add(finding("R", new Finding.RaiseRisk(raise.risk(), "night")));
                findings.addAll(asking(raise.roles()));
            }
            answers.add(new GateAnswer(findings, List.of()));
        }
        return new GateAnswers(pack(), answers);
    }

    private static List<Finding> asking(Map<String, Integer> roles) {
        List<Finding> findings = new ArrayList<>();
        roles.forEach((role, quorum) -> findings.add(finding(
                "Q-" + role,
                new Finding.Require(Set.of(role), quorum, "Requires " + role, Optional.empty(), Optional.empty()))));
        return findings;
    }

    private static Finding finding(String id, Finding.Effect effect) {
        return new Finding(new RuleRef(id, "Rule " + id, "Test", "for tests", "model.drl", 1), Level.ENFORCE, effect);
    }
}
