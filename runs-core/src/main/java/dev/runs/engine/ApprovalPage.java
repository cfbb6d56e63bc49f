package dev.runs.engine;

import dev.runs.record.Asking;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an approver looks at, with how the round stands. Immutable.
 *
 * @param approval what is asked
 * @param asking the round in words: stages and votes
 * @param requester who asked last for it to be done, by name where it is known
 * @param requesterId the same as it is kept: keys of the host
 * @param actions what the actor could do about it now
 * @param editCostsVote whether the actor could approve it now, and could not any more after editing it
 * @since 0.1.0
 */
public record ApprovalPage(
        ApprovalView approval,
        Asking asking,
        String requester,
        String requesterId,
        Set<StepAction> actions,
        boolean editCostsVote) {
    /** Copies the set. */
    public ApprovalPage {
        actions = actions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(actions));
    }
}
