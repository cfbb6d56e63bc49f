package dev.runs.rules;

/** A constant as a value: its place in the order of its type, and its name. Compared by the place. */
record Choice(int rank, String name) implements Comparable<Choice> {
    @Override
    public int compareTo(Choice other) {
        return Integer.compare(rank, other.rank);
    }

    @Override
    public String toString() {
        return name;
    }
}
