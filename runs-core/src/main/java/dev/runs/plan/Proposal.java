package dev.runs.plan;

/**
 * Steps that are added to a run while it works. Their edges may name steps that the run has. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class Proposal extends StepsBuilder<Proposal> {
    private Proposal() {}

    /** Returns a proposal that begins with one step. */
    public static Proposal of(String step, String title) {
        return new Proposal().step(step, title);
    }

    @Override
    Proposal self() {
        return this;
    }
}
