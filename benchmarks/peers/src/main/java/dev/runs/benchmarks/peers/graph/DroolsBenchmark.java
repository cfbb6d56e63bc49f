package dev.runs.benchmarks.peers.graph;

import dev.runs.benchmarks.graph.Affected;
import dev.runs.benchmarks.graph.GraphWork;
import dev.runs.benchmarks.graph.Shape;
import dev.runs.graph.StepState;
import java.util.concurrent.TimeUnit;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The work of {@link GraphWork} with a stateful Drools session: steps and edges are facts, four rules say what holds for a
 * step, and the engine finds out by itself for which.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class DroolsBenchmark {
    private static final String RULES = """
            package steps

            import dev.runs.benchmarks.peers.graph.StepFact
            import dev.runs.benchmarks.peers.graph.EdgeFact
            import dev.runs.benchmarks.peers.graph.Standing

            rule "A step dies with one of those it waits for"
            when
              $step : StepFact( blocked == true, standing != Standing.DEAD, $to : id )
              exists( EdgeFact( to == $to, $from : from ) and StepFact( id == $from, dead == true ) )
            then
              modify( $step ) { setStanding( Standing.DEAD ), setDead( true ) }
            end

            rule "A step lives again when none of those it waits for is dead"
            when
              $step : StepFact( blocked == true, standing == Standing.DEAD, $to : id )
              not( EdgeFact( to == $to, $from : from ) and StepFact( id == $from, dead == true ) )
            then
              modify( $step ) { setStanding( Standing.WAITING ), setDead( false ) }
            end

            rule "A step is eligible when all that it waits for are done"
            when
              $step : StepFact( blocked == true, standing == Standing.WAITING, $to : id )
              not( EdgeFact( to == $to, $from : from ) and StepFact( id == $from, done == false ) )
            then
              modify( $step ) { setStanding( Standing.ELIGIBLE ) }
            end

            rule "A step is not eligible when one that it waits for is not done"
            when
              $step : StepFact( blocked == true, standing == Standing.ELIGIBLE, $to : id )
              exists( EdgeFact( to == $to, $from : from ) and StepFact( id == $from, done == false ) )
            then
              modify( $step ) { setStanding( Standing.WAITING ) }
            end
            """;

    /** The graph's shape. */
    @Param({"CHAIN", "FAN", "LAYERED"})
    public Shape shape;

    /** How many steps it has. */
    @Param({"10", "100", "1000", "10000", "100000"})
    public int steps;

    /** For how many of them something else holds afterwards. */
    @Param({"ONE", "PERCENT", "ALL"})
    public Affected affected;

    private KieSession session;
    private StepFact decided;
    private FactHandle handle;
    private long decisions;

    /** Compiles the rules, inserts all facts and fires once. */
    @Setup
    public void build() {
        GraphWork work = GraphWork.of(shape, steps, affected);
        session = session();
        decisions = 0;
        for (int i = 0; i < work.steps(); i++) {
            StepState state = work.state(i);
            StepFact fact = new StepFact(i, state == StepState.BLOCKED, state == StepState.COMPLETED);
            FactHandle inserted = session.insert(fact);
            if (i == work.decided()) {
                decided = fact;
                handle = inserted;
            }
            for (int source : work.sources(i)) {
                session.insert(new EdgeFact(source, i));
            }
        }
        session.fireAllRules();
    }

    private static KieSession session() {
        KieServices services = KieServices.get();
        ReleaseId id = services.newReleaseId("dev.runs.benchmarks", "steps", "1");
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(id);
        files.write("src/main/resources/steps/rules.drl", RULES);
        KieBuilder builder = services.newKieBuilder(files);
        builder.buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().getMessages().toString());
        }
        return services.newKieContainer(id).getKieBase().newKieSession();
    }

    /** Ends the session. */
    @TearDown
    public void close() {
        session.dispose();
    }

    /** Decides on the step; returns how many others were affected, which is how many rules fired. */
    @Benchmark
    public int decide() {
        decided.setDead(GraphWork.decision(decisions++) == StepState.REJECTED);
        session.update(handle, decided, "dead");
        return session.fireAllRules();
    }
}
