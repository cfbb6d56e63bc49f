package dev.runs.rules.internal.model;

import java.util.List;

/**
 * All facts of one question.
 *
 * @param subjects the steps in question
 * @param around what else rules can see, by the number of its type; empty for types of which no rule speaks
 */
public record Scene(List<Row> subjects, List<List<Row>> around) {
    public Scene {
        subjects = List.copyOf(subjects);
        around = List.copyOf(around);
    }

    List<Row> of(FactType type) {
        return around.get(type.number());
    }
}
