package dev.runs.rules.internal.text;

/** Where something stands: the file within the pack, line and column from 1. Line 0 means the file as a whole. */
public record Place(String file, int line, int column) {
    public static Place file(String file) {
        return new Place(file, 0, 0);
    }
}
