package dev.runs.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries what several people do in every order: each order in a scenario of its own, always the same orders one after another.
 * After every decision the {@linkplain Scenario#check invariants} are checked. A decision that is refused is an ordinary thing
 * here: it came too late.
 *
 * <pre>{@code
 * EveryOrder.of(() -> payment(new Scenario()))
 *         .decision("Fay approves", scenario -> scenario.run("pay-1").approve("fay", "pay"))
 *         .decision("Leo rejects", scenario -> scenario.run("pay-1").reject("leo", "pay"))
 *         .decision("the worker comes by", Scenario::work)
 *         .then(scenario -> assertTrue(scenario.handlers().calls().size() <= 1));
 * }</pre>
 *
 * <p>Not thread-safe.
 *
 * @since 0.1.0
 */
public final class EveryOrder {
    /** How many orders are tried unless something else is said: all of up to seven decisions. */
    public static final int MOST = 5040;

    private static final int MOST_DECISIONS = 20;

    private final Supplier<Scenario> beginning;
    private final List<Decision> decisions = new ArrayList<>();
    private long most = MOST;

    private record Decision(String name, Consumer<Scenario> what) {}

    private EveryOrder(Supplier<Scenario> beginning) {
        this.beginning = beginning;
    }

    /** Says how each scenario begins. It is closed after its order was tried. */
    public static EveryOrder of(Supplier<Scenario> beginning) {
        return new EveryOrder(beginning);
    }

    /** Adds something that happens. */
    public EveryOrder decision(String name, Consumer<Scenario> what) {
        if (decisions.size() == MOST_DECISIONS) {
            throw new IllegalArgumentException("there are " + MOST_DECISIONS + " decisions already");
        }
        decisions.add(new Decision(name, what));
        return this;
    }

    /**
     * Says how many orders are tried at most. If there are more, those that are tried lie at equal distances among all of them.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public EveryOrder atMost(long orders) {
        if (orders < 1) {
            throw new IllegalArgumentException(orders + " orders are none");
        }
        this.most = orders;
        return this;
    }

    /**
     * Tries them, and looks after each order whether what must hold holds. Returns how many orders were tried.
     *
     * @throws AssertionError for the first order in which something fails, with that order and what became of each decision
     */
    public long then(Consumer<Scenario> holds) {
        long all = factorial(decisions.size());
        long tried = Math.min(all, most);
        for (long i = 0; i < tried; i++) {
            // In this way nothing overflows: 20! is below 2^62, and times 5040 is not.
            long number = all == tried ? i : (all / tried) * i;
            attempt(number, order(number), holds);
        }
        return tried;
    }

    private void attempt(long number, List<Decision> order, Consumer<Scenario> holds) {
        List<String> story = new ArrayList<>();
        try (Scenario scenario = beginning.get()) {
            for (Decision decision : order) {
                story.add(decision.name());
                try {
                    decision.what().accept(scenario);
                } catch (RefusedError refused) {
                    story.set(
                            story.size() - 1,
                            decision.name() + " (refused: " + refused.refusal().code() + ")");
                }
                scenario.check();
            }
            story.add("the end");
            holds.accept(scenario);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "Order " + number + " of " + factorial(decisions.size()) + " failed: "
                            + String.join(", then ", story) + ".\n" + failure.getMessage(),
                    failure);
        }
    }

    /** Returns the order with that number, in the order of a dictionary. */
    private List<Decision> order(long number) {
        List<Decision> left = new ArrayList<>(decisions);
        List<Decision> order = new ArrayList<>();
        long rest = number;
        while (!left.isEmpty()) {
            long after = factorial(left.size() - 1);
            order.add(left.remove((int) (rest / after)));
            rest %= after;
        }
        return order;
    }

    private static long factorial(int n) {
        long product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }
}
