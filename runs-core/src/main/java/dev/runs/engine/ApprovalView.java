package dev.runs.engine;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.content.Payload;
import dev.runs.document.Shown;
import dev.runs.run.Round;
import java.util.List;
import java.util.Optional;

/**
 * What an approver looks at: the very payload that would be executed, why people are asked, and whom. A vote names this
 * view.
 *
 * @param view the step as it was looked at
 * @param title the action's title, in the words of whoever asked; made {@linkplain dev.runs.text.PlainText plain}, and checked by
 *     nobody
 * @param payload what would be executed; empty if it was erased
 * @param risk how risky it is
 * @param pattern how far it reaches
 * @param reasons why people are asked, in the words of the rules
 * @param approvers who is asked, as people read it
 * @param round the round, with the votes so far
 * @param shown what an approver must see, rendered by the library; empty if the payload was erased
 * @since 0.1.0
 */
public record ApprovalView(
        StepView view,
        String title,
        Optional<Payload> payload,
        RiskLevel risk,
        Pattern pattern,
        List<String> reasons,
        String approvers,
        Round round,
        Optional<Shown> shown) {
    /** Copies the list. */
    public ApprovalView {
        reasons = List.copyOf(reasons);
    }

    /** Makes a view without what the library renders. */
    public ApprovalView(
            StepView view,
            String title,
            Optional<Payload> payload,
            RiskLevel risk,
            Pattern pattern,
            List<String> reasons,
            String approvers,
            Round round) {
        this(view, title, payload, risk, pattern, reasons, approvers, round, Optional.empty());
    }
}
