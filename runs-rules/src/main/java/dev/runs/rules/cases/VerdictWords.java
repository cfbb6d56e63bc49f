package dev.runs.rules.cases;

import dev.runs.gate.Approver;
import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.gate.Quorum;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import dev.runs.gate.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verdicts and findings in the words of cases and reports. */
final class VerdictWords {
    static final List<String> KINDS = List.of("allow", "ask", "hold", "deny");

    private VerdictWords() {}

    /** Returns one of {@link #KINDS}. */
    static String kind(Verdict verdict) {
        if (verdict instanceof Verdict.Allow) {
            return "allow";
        }
        if (verdict instanceof Verdict.NeedsApproval) {
            return "ask";
        }
        return verdict instanceof Verdict.Hold ? "hold" : "deny";
    }

    static String of(Verdict verdict) {
        if (verdict instanceof Verdict.NeedsApproval needed) {
            return "ask "
                    + tracks(needed.requirement().tracks().stream()
                            .map(track -> people(track.stages()))
                            .toList());
        }
        return verdict instanceof Verdict.Hold hold ? "hold until " + hold.until() : kind(verdict);
    }

    static String tracks(Collection<String> people) {
        return String.join(", and ", people.stream().sorted().toList());
    }

    /** Returns whom stages ask: {@code Legal, then 2 of Finance or Sales director within 2 days}. */
    static String people(List<Stage> stages) {
        return String.join(
                ", then ",
                stages.stream()
                        .map(stage -> people(
                                stage.keys(), stage.quorum(), stage.deadlines().due()))
                        .toList());
    }

    /** Returns whom a stage asks, whose approvers are given by their keys. */
    static String people(Set<String> keys, Quorum quorum, Optional<Duration> due) {
        List<String> words = keys.stream().map(Approver::words).toList();
        String many = quorum.everyone() ? "all of " : quorum.least() + " of ";
        return (quorum.equals(Quorum.of(1)) || (quorum.everyone() && words.size() == 1) ? "" : many)
                + String.join(quorum.everyone() ? " and " : " or ", words)
                + due.map(time -> " within " + duration(time)).orElse("");
    }

    static String duration(Duration time) {
        if (!time.isZero() && time.toHours() * 3600 == time.toSeconds()) {
            return time.toHours() % 24 == 0 ? count(time.toDays(), "day") : count(time.toHours(), "hour");
        }
        return time.toSeconds() % 60 == 0 ? count(time.toMinutes(), "minute") : time.toString();
    }

    static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    /** Returns what a rule says, and what it counts for if it does not decide. */
    static String of(Finding.Effect effect, Level level) {
        String counts = switch (level) {
            case OBSERVE -> " (only observed: it is recorded, and decides nothing)";
            case ADVISE -> " (only advice: approvers see it, it decides nothing)";
            case ENFORCE -> "";
        };
        return of(effect) + ": " + effect.reason() + counts;
    }

    private static String of(Finding.Effect effect) {
        if (effect instanceof Finding.Require require) {
            return "asks " + people(require.stages());
        }
        if (effect instanceof Finding.Hold hold) {
            return "holds until " + hold.until();
        }
        if (effect instanceof Finding.RaiseRisk raise) {
            return "raises the risk to " + CaseMap.word(raise.risk());
        }
        if (effect instanceof Finding.Notify notify) {
            return "tells " + String.join(" and ", notify.roles());
        }
        if (effect instanceof Finding.InsertBefore insert) {
            return "wants '" + insert.title() + "' (" + insert.action() + ") before it";
        }
        return effect instanceof Finding.Deny ? "denies" : "allows";
    }

    /** Returns the verdict for programs. */
    static Map<String, Object> tree(Verdict verdict) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", kind(verdict));
        if (verdict instanceof Verdict.NeedsApproval needed) {
            List<Object> tracks = new ArrayList<>();
            for (Track track : needed.requirement().tracks()) {
                Map<String, Object> people = stages(track.stages());
                people.put("rules", List.copyOf(track.rules()));
                tracks.add(people);
            }
            tree.put("approvers", tracks);
        }
        if (verdict instanceof Verdict.Hold hold) {
            tree.put("until", hold.until());
        }
        return tree;
    }

    /** Returns a finding for programs. */
    static Map<String, Object> tree(Finding.Effect effect) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (effect instanceof Finding.Require require) {
            tree.put("kind", "ask");
            tree.putAll(stages(require.stages()));
        } else if (effect instanceof Finding.Hold hold) {
            tree.put("kind", "hold");
            tree.put("until", hold.until());
        } else if (effect instanceof Finding.RaiseRisk raise) {
            tree.put("kind", "raise-risk");
            tree.put("risk", raise.risk());
        } else if (effect instanceof Finding.Notify notify) {
            tree.put("kind", "notify");
            tree.put("roles", List.copyOf(notify.roles()));
        } else if (effect instanceof Finding.InsertBefore insert) {
            tree.put("kind", "insert-before");
            tree.put("action", insert.action());
            tree.put("title", insert.title());
        } else {
            tree.put("kind", effect instanceof Finding.Deny ? "deny" : "allow");
        }
        tree.put("reason", effect.reason());
        return tree;
    }

    private static Map<String, Object> stages(List<Stage> stages) {
        return tree(stages.stream()
                .map(stage ->
                        tree(stage.keys(), stage.quorum(), stage.deadlines().due()))
                .toList());
    }

    /** Returns stages for programs; one alone stands for itself. */
    static Map<String, Object> tree(List<Map<String, Object>> stages) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (stages.size() == 1) {
            tree.putAll(stages.get(0));
        } else {
            tree.put("stages", stages);
        }
        return tree;
    }

    /** Returns a stage for programs. */
    static Map<String, Object> tree(Set<String> keys, Quorum quorum, Optional<Duration> due) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("roles", keys.stream().map(Approver::words).toList());
        tree.put("quorum", quorum.least());
        if (quorum.everyone()) {
            tree.put("everyone", true);
        }
        due.ifPresent(time -> tree.put("due", time));
        return tree;
    }
}
