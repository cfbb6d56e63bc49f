package dev.runs.record;

import dev.runs.run.Round;
import dev.runs.run.Run;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One round of a step's approval, with the stages of its tracks. Immutable.
 *
 * @param approval the round as the record shows it, with the votes
 * @param stages all stages of all tracks, those of one track one after the other
 * @since 0.1.0
 */
public record Asking(RunRecord.ApprovalRow approval, List<StageLine> stages) {
    /** Copies the list. */
    public Asking {
        stages = List.copyOf(stages);
    }

    /**
     * One stage. All tracks must hold; the stages of a track are asked one after the other.
     *
     * @param track the number of its track, from 1
     * @param number its number in the track, from 1
     * @param standing whether it was asked before, is asked now, holds, or comes later
     * @param approvers whom; where it is asked, by name or role those who can answer
     * @param asked who can answer now, each with the key under which the question can be handed on: the name of a role, or a person as
     *     {@code @ana}
     * @param given how many approvals count
     * @param needed how many are needed; empty if that depends on who is looked up when it is asked
     * @param opened since when it is asked
     * @param due when an answer is late
     * @param claims who has taken which question upon themselves
     * @since 0.1.0
     */
    public record StageLine(
            int track,
            int number,
            Label standing,
            String approvers,
            List<Label> asked,
            long given,
            Optional<Integer> needed,
            Optional<Moment> opened,
            Optional<Moment> due,
            List<Claim> claims) {
        /** Copies the list. */
        public StageLine {
            asked = List.copyOf(asked);
            claims = List.copyOf(claims);
        }
    }

    /**
     * That somebody has taken a question upon themselves.
     *
     * @param role for whom it waits: the name of a role, or a person as {@code @ana}
     * @param asked the same as people read it
     * @param byId who has it, as the host's key
     * @param by the same by name
     * @since 0.1.0
     */
    public record Claim(String role, String asked, String byId, String by) {}

    /**
     * Puts the latest round of a step into words.
     *
     * @param step the id of a step about which people are or were asked
     */
    public static Asking of(RecordSource source, String step, ZoneId zone) {
        RunRecord.ApprovalRow row = new RecordComposition(source, zone).approval(step);
        Run run = source.run();
        Round round = run.step(step).flatMap(found -> found.lastRound()).orElseThrow();
        Times times = new Times(source.now(), zone);
        List<StageLine> stages = new ArrayList<>();
        for (Round.Asking asking : round.askings()) {
            for (int i = 0; i < asking.track().stages().size(); i++) {
                stages.add(
                        i == asking.offer().stage()
                                ? asked(round, asking, times, source.names())
                                : other(asking, i, i < asking.offer().stage(), source.names()));
            }
        }
        return new Asking(row, stages);
    }

    private static StageLine asked(Round round, Round.Asking asking, Times times, Names names) {
        boolean holds = round.approvals(asking) >= asking.offer().needed();
        List<Claim> claims = new ArrayList<>();
        for (String key : asking.offer().everyone()) {
            round.item(key)
                    .owner()
                    .ifPresent(owner -> claims.add(new Claim(key, names.ofKey(key), owner, names.of(owner))));
        }
        return new StageLine(
                asking.place() + 1,
                asking.offer().stage() + 1,
                holds
                        ? new Label("HOLDS", "Approved")
                        : round.isOpen() ? new Label("ASKED", "Asked now") : new Label("CLOSED", "Not asked any more"),
                Wording.asked(asking, names),
                round.isOpen() && !holds
                        ? asking.offer().everyone().stream()
                                .map(key -> new Label(key, names.ofKey(key)))
                                .toList()
                        : List.of(),
                round.approvals(asking),
                Optional.of(asking.offer().needed()),
                Optional.of(times.moment(asking.offer().opened())),
                asking.due().map(times::moment),
                claims);
    }

    private static StageLine other(Round.Asking asking, int place, boolean before, Names names) {
        return new StageLine(
                asking.place() + 1,
                place + 1,
                before ? new Label("HOLDS", "Approved") : new Label("LATER", "Asked later"),
                Wording.stages(List.of(asking.track().stages().get(place)), names),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
