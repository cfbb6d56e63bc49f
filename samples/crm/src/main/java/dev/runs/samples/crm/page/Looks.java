package dev.runs.samples.crm.page;

import dev.runs.samples.crm.page.graph.Look;

/** How states look, for templates. */
public final class Looks {
    /** Returns the look of a step's state. */
    public Look of(String state) {
        return Look.of(state);
    }
}
