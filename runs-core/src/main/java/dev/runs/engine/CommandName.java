package dev.runs.engine;

import dev.runs.storage.CommandRow;

/**
 * What a command is called: the id under which it counts once, and what it is. Under an id that stands for something else
 * already nothing is acknowledged.
 *
 * @param id the id, unique within the tenant
 * @param what who wants what done to which step; ids only, and kept with the command
 */
record CommandName(String id, String what) {
    /** Returns whether a command that was carried out is this one. */
    boolean names(CommandRow row, String run) {
        return row.run().equals(run) && isWhat(row);
    }

    /** Returns whether a command that was carried out wanted the same, on whichever run. */
    boolean isWhat(CommandRow row) {
        return row.result().utf8().equals(what);
    }
}
