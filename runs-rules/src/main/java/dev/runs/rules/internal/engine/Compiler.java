package dev.runs.rules.internal.engine;

import static org.drools.model.DSL.and;
import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.exists;
import static org.drools.model.DSL.not;
import static org.drools.model.DSL.on;
import static org.drools.model.DSL.or;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Operator;
import dev.runs.rules.internal.model.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.drools.model.Index.ConstraintType;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.Predicate2;
import org.drools.model.impl.ModelImpl;
import org.drools.model.view.ViewItem;
import org.drools.model.view.ViewItemBuilder;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.conf.KieBaseOption;

/**
 * Hands checked rules to the rule engine, as the executable model that the engine itself would make of them. No text is
 * handed over, no code is generated and none is compiled: rules are objects of this package. The only class that builds
 * something of the engine's.
 */
public final class Compiler {
    /** Names of the engine's: the same for every pack, with nothing of an author in them. */
    private static final String PACKAGE = "dev.runs.rules.pack";

    private static final AtomicLong BEGUN = new AtomicLong();

    private final Constraints constraints = new Constraints();
    private final List<Clause.Total> totals = new ArrayList<>();

    private Compiler() {}

    /** Returns how many packs were begun in this process; shows a test that none was. */
    public static long begun() {
        return BEGUN.get();
    }

    /**
     * Makes rules ready to be asked. The n-th has the number n.
     *
     * @throws EngineException if the engine fails, which is a fault of this library
     */
    public static CompiledRules compile(List<Rule> rules) throws EngineException {
        BEGUN.incrementAndGet();
        try {
            Compiler compiler = new Compiler();
            ModelImpl model = new ModelImpl();
            for (int i = 0; i < rules.size(); i++) {
                model.addRule(compiler.built(i, rules.get(i)));
            }
            return new CompiledRules(
                    KieBaseBuilder.createKieBaseFromModel(model, new KieBaseOption[0]), compiler.totals);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw new EngineException(e.toString(), e);
        }
    }

    private org.drools.model.Rule built(int number, Rule rule) {
        Variable<Subject> step = declarationOf(Subject.class, "$s");
        PatternDef<Subject> subject = pattern(step);
        for (Condition part : shared(rule.condition().conjuncts())) {
            constrain(subject, part);
        }
        List<RuleItemBuilder<?>> items = new ArrayList<>();
        items.add(subject);
        for (Clause clause : rule.clauses()) {
            if (clause instanceof Clause.Total total) {
                constrain(subject, total);
            } else {
                items.add(item(clause, step));
            }
        }
        items.add(on(step).execute(fired -> fired.fired(number)));
        return rule(PACKAGE, "r" + number).build(items.toArray(new RuleItemBuilder<?>[0]));
    }

    /** Puts first what many rules have: the engine looks at equal beginnings once for all of them. */
    private static List<Condition> shared(List<Condition> parts) {
        List<Condition> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparing((Condition part) -> !part.namesActions()));
        return sorted;
    }

    private void constrain(PatternDef<Subject> subject, Condition condition) {
        Constraint constraint = constraints.of(condition);
        Predicate1<Subject> test =
                named(constraint.id(), step -> constraint.test().holds(step.row(), step.row()));
        if (condition.namesActions()
                && condition instanceof Condition.Comparison one
                && one.operator() == Operator.EQUAL) {
            String action = (String) one.values().get(0);
            // The engine then finds the rules of an action without looking at those of the others.
            subject.expr(
                    constraint.id(),
                    test,
                    alphaIndexedBy(String.class, ConstraintType.EQUAL, 0, Subject::action, action));
        } else {
            subject.expr(constraint.id(), test);
        }
    }

    private void constrain(PatternDef<Subject> subject, Clause.Total total) {
        int number = totals.size();
        totals.add(total);
        String id = "total(" + number + ")";
        subject.expr(id, named(id, step -> Comparing.holds(total.operator(), step.total(number), total.value())));
    }

    private ViewItemBuilder<?> item(Clause clause, Variable<Subject> step) {
        if (clause instanceof Clause.Some some) {
            PatternDef<Around> fact = around(some, step);
            return some.wanted() ? exists(fact) : not(fact);
        }
        if (clause instanceof Clause.Total total) {
            PatternDef<Subject> same = pattern(declarationOf(Subject.class));
            same.expr("same", step, named("same", (one, other) -> one == other));
            constrain(same, total);
            return exists(same);
        }
        List<Clause> parts = clause.parts();
        ViewItemBuilder<?> first = item(parts.get(0), step);
        ViewItemBuilder<?>[] others =
                parts.stream().skip(1).map(part -> item(part, step)).toArray(ViewItemBuilder<?>[]::new);
        ViewItem<?> group = clause instanceof Clause.All ? and(first, others) : or(first, others);
        return group;
    }

    private PatternDef<Around> around(Clause.Some some, Variable<Subject> step) {
        PatternDef<Around> fact = pattern(declarationOf(Around.class));
        int type = some.type().number();
        String is = "is(" + type + ")";
        fact.expr(is, named(is, one -> one.is(type)));
        fact.expr("apartFrom", step, named("apartFrom", Around::apartFrom));
        for (Condition part : some.condition().conjuncts()) {
            Constraint constraint = constraints.of(part);
            // The types' properties have the same numbers, so the type is a part of the name.
            String id = is + "." + constraint.id();
            Constraint.Test test = constraint.test();
            if (constraint.ofBoth()) {
                fact.expr(id, step, named(id, (one, subject) -> test.holds(one.row(), subject.row())));
            } else {
                fact.expr(id, named(id, one -> test.holds(one.row(), one.row())));
            }
        }
        return fact;
    }

    private static <A> Predicate1<A> named(String id, Predicate<A> test) {
        return new Named1<>(id, test);
    }

    private static <A, B> Predicate2<A, B> named(String id, BiPredicate<A, B> test) {
        return new Named2<>(id, test);
    }

    /** A test that the engine knows by its name, and does not take apart to see whether it knows it. */
    private record Named1<A>(String getExpressionHash, Predicate<A> test1) implements Predicate1<A>, HashedExpression {
        @Override
        public boolean test(A fact) {
            return test1.test(fact);
        }
    }

    /** As {@link Named1}, of two facts. */
    private record Named2<A, B>(String getExpressionHash, BiPredicate<A, B> test2)
            implements Predicate2<A, B>, HashedExpression {
        @Override
        public boolean test(A fact, B other) {
            return test2.test(fact, other);
        }
    }
}
