package dev.runs.samples.approvallog;

import dev.runs.gate.FactSource;
import dev.runs.gate.HostFact;
import dev.runs.gate.RunFact;
import dev.runs.gate.StepFact;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The host's table of routes: for each document the one of its latest submission. Rules read it as a fact. */
final class Routes implements FactSource {
    private final Map<String, Route> byDocument = new ConcurrentHashMap<>();

    void set(String document, Route route) {
        byDocument.put(document, route);
    }

    @Override
    public List<HostFact> facts(String tenant, RunFact run, List<StepFact> steps) {
        return run.about().map(byDocument::get).stream().map(HostFact::of).toList();
    }
}
