package dev.runs.gate;

import java.util.List;
import java.util.Set;

/** The pack without rules: it finds nothing, so that its default approvers are asked. */
final class AskingAlways implements Gate {
    private final PackRef pack;

    AskingAlways(String role) {
        // The digest names the content; this pack's content is the role alone.
        this.pack = new PackRef("no rules", "1", "none:" + role, Set.of(role));
    }

    @Override
    public PackRef pack() {
        return pack;
    }

    @Override
    public GateAnswers ask(GateQuestion question) {
        return new GateAnswers(
                pack,
                question.subjects().stream()
                        .map(subject -> new GateAnswer(List.of(), List.of()))
                        .toList());
    }
}
