package dev.runs.web;

import java.util.List;

/** Single steps of a run. */
final class StepRoutes {
    private StepRoutes() {}

    static List<Route> all() {
        return List.of();
    }
}
