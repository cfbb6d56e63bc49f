package dev.runs.benchmarks.peers.graph;

import dev.runs.graph.StepState;

/** A step as a vertex, with its place in a topological order. Not thread-safe. */
final class StepVertex {
    StepState state;
    Standing standing = Standing.WAITING;
    int rank;
    boolean waits;

    StepVertex(StepState state) {
        this.state = state;
    }

    boolean isDone() {
        return state == StepState.COMPLETED;
    }

    boolean isDead() {
        return (state == StepState.BLOCKED && standing == Standing.DEAD) || (state.isTerminal() && !isDone());
    }
}
