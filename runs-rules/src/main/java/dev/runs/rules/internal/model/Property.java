package dev.runs.rules.internal.model;

/**
 * What a rule can ask about a fact.
 *
 * @param index where a {@link Row} of the fact's type has the value
 * @param word what authors write; two words and a point for a part of a part, such as {@code requester.roles}
 * @param type what the values are
 * @param optional whether a fact may have no value for it
 */
public record Property(int index, String word, Type type, boolean optional) {}
