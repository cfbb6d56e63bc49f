package dev.runs.rules.cases;

import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.Quorum;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import dev.runs.gate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a case expects. What it does not say can be anything.
 *
 * @param verdict one of {@link VerdictWords#KINDS}
 * @param approvers all who are asked
 * @param rules all rules on which the verdict rests
 * @param spoke rules that speak, whether they decide or not
 * @param reasons texts that the reasons of the deciding rules contain
 * @param until when a hold ends
 */
record CaseExpectation(
        String verdict,
        Optional<List<People>> approvers,
        Optional<Set<String>> rules,
        Set<String> spoke,
        List<String> reasons,
        Optional<Instant> until) {

    /** Who is asked, one stage after the other. */
    record People(List<Asked> stages) {
        People {
            stages = List.copyOf(stages);
        }

        boolean are(Track track) {
            boolean same = stages.size() == track.stages().size();
            for (int i = 0; same && i < stages.size(); i++) {
                same = stages.get(i).is(track.stages().get(i));
            }
            return same;
        }

        String words() {
            return String.join(", then ", stages.stream().map(Asked::words).toList());
        }

        Map<String, Object> tree() {
            return VerdictWords.tree(stages.stream().map(Asked::tree).toList());
        }
    }

    /** Who is asked in a stage, by their keys; how long they have matters only if the case says it. */
    record Asked(Set<String> keys, Quorum quorum, Optional<Duration> due) {
        boolean is(Stage stage) {
            return keys.equals(stage.keys())
                    && quorum.equals(stage.quorum())
                    && (due.isEmpty() || due.equals(stage.deadlines().due()));
        }

        String words() {
            return VerdictWords.people(keys, quorum, due);
        }

        Map<String, Object> tree() {
            return VerdictWords.tree(keys, quorum, due);
        }
    }

    CaseExpectation {
        reasons = List.copyOf(reasons);
    }

    /** Returns in which way what came is not what is expected; empty if it is. */
    List<String> differences(Verdict came, GateAnswer answer) {
        List<String> differences = new ArrayList<>();
        answer.faults().forEach(fault -> differences.add("a fault: " + fault.code() + " " + fault.message()));
        if (!verdict.equals(VerdictWords.kind(came))) {
            differences.add("the verdict is " + VerdictWords.kind(came) + ", not " + verdict);
            return differences;
        }
        approvers
                .filter(people -> !same(people, came))
                .ifPresent(people -> differences.add(
                        "the approvers are others: " + VerdictWords.of(came).substring("ask ".length())));
        Set<String> deciding = Deciding.rules(came, answer);
        rules.filter(ids -> !ids.equals(deciding))
                .ifPresent(ids -> differences.add("the deciding rules are others: " + list(deciding)));
        until.filter(time -> came instanceof Verdict.Hold hold && !hold.until().equals(time))
                .ifPresent(time -> differences.add("the hold ends at another time"));
        Set<String> silent = new TreeSet<>(spoke);
        answer.findings().forEach(finding -> silent.remove(finding.rule().id()));
        if (!silent.isEmpty()) {
            differences.add("did not speak: " + list(silent));
        }
        List<String> given = Deciding.findings(came, answer).stream()
                .map(Finding::effect)
                .map(Finding.Effect::reason)
                .toList();
        for (String reason : reasons) {
            if (given.stream().noneMatch(text -> text.contains(reason))) {
                differences.add("no reason says '" + reason + "'");
            }
        }
        return differences;
    }

    private static boolean same(List<People> people, Verdict came) {
        List<Track> tracks = came instanceof Verdict.NeedsApproval needed
                ? needed.requirement().tracks()
                : List.of();
        return people.size() == tracks.size()
                && tracks.stream().allMatch(track -> people.stream().anyMatch(one -> one.are(track)));
    }

    String words() {
        StringBuilder words = new StringBuilder(verdict);
        approvers.ifPresent(people -> words.append(' ')
                .append(VerdictWords.tracks(people.stream().map(People::words).toList())));
        until.ifPresent(time -> words.append(" until ").append(time));
        rules.ifPresent(ids -> words.append(", by ").append(list(ids)));
        if (!spoke.isEmpty()) {
            words.append(", and that these speak: ").append(list(spoke));
        }
        if (!reasons.isEmpty()) {
            words.append(", because '").append(String.join("' and '", reasons)).append('\'');
        }
        return words.toString();
    }

    static String list(Set<String> rules) {
        return rules.isEmpty() ? "no rule" : String.join(", ", rules);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("verdict", verdict);
        approvers.ifPresent(people ->
                tree.put("approvers", people.stream().map(People::tree).toList()));
        rules.ifPresent(ids -> tree.put("rules", ids));
        if (!spoke.isEmpty()) {
            tree.put("spoke", spoke);
        }
        if (!reasons.isEmpty()) {
            tree.put("reasons", reasons);
        }
        until.ifPresent(time -> tree.put("until", time));
        return tree;
    }
}
