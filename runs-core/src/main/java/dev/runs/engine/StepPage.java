package dev.runs.engine;

import dev.runs.content.Payload;
import dev.runs.document.PayloadInput;
import dev.runs.record.RunGraph;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step as one actor sees it. Immutable.
 *
 * @param runVersion the run's version to which it belongs
 * @param view the step, to decide on
 * @param node the step in words
 * @param payload what would be executed; empty if there is none, if it was erased, or if it is not for the actor to see
 * @param inputs the fields of the payload, for a form in which it is changed; none if there is no payload to see
 * @param requester who asked last for it to be done, by name where it is known
 * @param requesterId the same as it is kept: keys of the host
 * @param permit how its permit stands, as one of the words of {@link dev.runs.run.Permit.State}; empty if it has none
 * @param actions what the actor could do about it now
 * @param editCostsVote whether the actor could approve it now, and could not any more after editing it
 * @since 0.1.0
 */
public record StepPage(
        long runVersion,
        StepView view,
        RunGraph.StepNode node,
        Optional<Payload> payload,
        List<PayloadInput> inputs,
        String requester,
        String requesterId,
        Optional<String> permit,
        Set<StepAction> actions,
        boolean editCostsVote) {
    /** Copies the set. */
    public StepPage {
        inputs = List.copyOf(inputs);
        actions = actions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(actions));
    }
}
