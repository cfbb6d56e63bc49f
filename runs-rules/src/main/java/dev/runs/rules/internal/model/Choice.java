package dev.runs.rules.internal.model;

/** A constant as a value: its place in the order of its type, and its name. Compared by the place. */
public record Choice(int rank, String name) implements Comparable<Choice> {
    @Override
    public int compareTo(Choice other) {
        return Integer.compare(rank, other.rank);
    }

    @Override
    public String toString() {
        return name;
    }
}
