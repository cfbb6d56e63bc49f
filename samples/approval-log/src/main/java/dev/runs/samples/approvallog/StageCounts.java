package dev.runs.samples.approvallog;

import dev.runs.gate.Stage;
import dev.runs.run.Round;
import dev.runs.run.Vote;

/**
 * What became of the stages that ask the same people.
 *
 * @param asked how often they were asked
 * @param approved how often they approved
 * @param rejected how often they rejected
 */
record StageCounts(int asked, int approved, int rejected) {
    static final StageCounts NONE = new StageCounts(0, 0, 0);

    /** Counts one stage that was asked in a round. */
    static StageCounts of(Round round, Stage stage, int place) {
        return new StageCounts(
                1, votes(round, stage, place, Vote.Choice.APPROVE), votes(round, stage, place, Vote.Choice.REJECT));
    }

    private static int votes(Round round, Stage stage, int place, Vote.Choice choice) {
        return (int) round.votes().stream()
                .filter(vote -> vote.choice() == choice
                        && vote.stage() == place
                        && vote.track().equals(stage.keys()))
                .count();
    }

    StageCounts plus(StageCounts other) {
        return new StageCounts(asked + other.asked, approved + other.approved, rejected + other.rejected);
    }

    /** Returns how often nobody answered: the request was taken back, or the log ends. */
    int unanswered() {
        return asked - approved - rejected;
    }
}
