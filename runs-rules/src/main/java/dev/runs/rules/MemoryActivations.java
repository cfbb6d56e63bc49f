package dev.runs.rules;

import java.util.ArrayList;
import java.util.List;

/** Keeps activations in memory. */
final class MemoryActivations implements ActivationLog {
    private final List<Activation> activations = new ArrayList<>();

    @Override
    public synchronized Activation append(Activation activation) {
        Activation numbered = activation.numbered(activations.size() + 1L);
        activations.add(numbered);
        return numbered;
    }

    @Override
    public synchronized List<Activation> history(long after, int limit) {
        return activations.stream()
                .filter(activation -> activation.number() > after)
                .limit(limit)
                .toList();
    }
}
