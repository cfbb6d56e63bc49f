package dev.runs.engine;

/**
 * What became of one of several decisions that were made in one call.
 *
 * @param view the step that it was about, as it was looked at
 * @param answer what became of it
 * @since 0.1.0
 */
public record BulkAnswer(StepView view, Answer answer) {}
