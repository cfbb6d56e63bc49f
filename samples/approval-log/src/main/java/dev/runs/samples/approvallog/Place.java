package dev.runs.samples.approvallog;

import javax.xml.stream.Location;

/** A position in a log file, both counted from 1. */
record Place(int line, int column) {
    static Place of(Location location) {
        return new Place(Math.max(1, location.getLineNumber()), Math.max(1, location.getColumnNumber()));
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
