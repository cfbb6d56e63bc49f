package dev.runs.rules.internal.language;

import dev.runs.rules.internal.model.Vocabulary;

/** The names that the rules of a pack can use, as its other files declare them. */
public record PackWords(Roles roles, Vocabulary vocabulary, Requirements requirements) {}
