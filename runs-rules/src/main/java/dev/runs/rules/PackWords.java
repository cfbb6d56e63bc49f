package dev.runs.rules;

/** The names that the rules of a pack can use, as its other files declare them. */
record PackWords(Roles roles, Vocabulary vocabulary, Requirements requirements) {}
