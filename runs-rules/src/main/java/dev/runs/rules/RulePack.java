package dev.runs.rules;

import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.PackRef;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.engine.Evaluation;
import dev.runs.rules.internal.engine.RememberedAnswers;
import dev.runs.rules.internal.engine.RuleParts;
import dev.runs.rules.internal.engine.StageParts;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A rule pack that was checked and handed to the rule engine, as {@link RulePacks} makes it. Its content never changes.
 *
 * <p>Thread-safe. Questions are evaluated on a few threads of the pack, so that one that takes too long is given up; a
 * question that is not answered has a fault for each of its steps, and is never an "allow". The threads end by
 * themselves when nobody asks; {@link #close} ends them at once.
 *
 * @since 0.1.0
 */
public final class RulePack implements RuleGate, AutoCloseable {
    private static final int WAITING_QUESTIONS = 1_000;
    private static final int IDLE_SECONDS = 10;

    private final CheckedPack pack;
    private final Evaluation evaluation;
    private final RememberedAnswers remembered;
    private final Limits limits;
    private final ThreadPoolExecutor threads;

    RulePack(CheckedPack pack, Evaluation evaluation, Limits limits) {
        this.pack = pack;
        this.evaluation = evaluation;
        this.remembered = new RememberedAnswers(evaluation);
        this.limits = limits;
        int size = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_QUESTIONS),
                RulePack::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public PackRef pack() {
        return pack.ref();
    }

    @Override
    public List<RuleRef> rules() {
        return pack.rules().stream().map(Rule::ref).toList();
    }

    /** Returns the actions of which a tenant's allow counts, if this is the global pack of a {@link RulePackStack}. */
    public Set<String> delegates() {
        return pack.delegates();
    }

    /** Returns whether the pack was closed. */
    boolean closed() {
        return threads.isShutdown();
    }

    /** Has threads wait for further questions, as they do at first. */
    void expectQuestions() {
        threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    }

    /** Has threads end with the last question. Another one is answered all the same, by a thread of its own. */
    void expectNoQuestions() {
        threads.setKeepAliveTime(1, TimeUnit.NANOSECONDS);
    }

    /** Returns how many threads the pack has now. */
    int threads() {
        return threads.getPoolSize();
    }

    @Override
    public List<List<ConditionTrace>> parts(GateQuestion question) {
        return new RuleParts(pack).of(question);
    }

    @Override
    public List<StageTrace> stages(GateQuestion question) {
        return new StageParts(pack)
                .of(question).stream()
                        .map(stage -> new StageTrace(
                                stage.ref().title(),
                                stage.ref().file(),
                                stage.ref().line(),
                                stage.rules(),
                                stage.truth(),
                                stage.conditions(),
                                stage.parts()))
                        .toList();
    }

    @Override
    public Set<GateFacts.Kind> reads() {
        return evaluation.reads();
    }

    @Override
    public GateAnswers ask(GateQuestion question) {
        return new GateAnswers(pack.ref(), answers(question));
    }

    private List<GateAnswer> answers(GateQuestion question) {
        int subjects = question.subjects().size();
        if (subjects == 0) {
            return List.of();
        }
        if (subjects > limits.subjects()) {
            return faults(
                    question,
                    RuleErrorCode.TOO_MANY_SUBJECTS,
                    "The question is about " + subjects + " steps; at most " + limits.subjects() + " are answered");
        }
        if (!question.facts().kinds().containsAll(reads())) {
            // Facts that nobody looked up would be taken for facts that are not there.
            return faults(
                    question,
                    RuleErrorCode.FACTS_NOT_GIVEN,
                    "The rules speak about " + reads() + ", and the question comes with "
                            + question.facts().kinds()
                            + " only; a gate around this one must hand on what reads() says");
        }
        if (closed()) {
            return faults(question, RuleErrorCode.CLOSED, "The rule pack was closed");
        }
        Optional<List<GateAnswer>> atHand = remembered.atHand(question);
        if (atHand.isPresent()) {
            return atHand.get();
        }
        Callable<List<GateAnswer>> task = () -> remembered.answers(question);
        Future<List<GateAnswer>> answer;
        try {
            answer = threads.submit(task);
        } catch (RejectedExecutionException e) {
            return threads.isShutdown()
                    ? faults(question, RuleErrorCode.CLOSED, "The rule pack was closed")
                    : faults(question, RuleErrorCode.BUSY, WAITING_QUESTIONS + " questions wait for this rule pack");
        }
        try {
            return answer.get(limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return faults(
                    question,
                    RuleErrorCode.DEADLINE,
                    "The rules were not evaluated within " + limits.deadline().toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return faults(question, RuleErrorCode.CLOSED, "The asking thread was interrupted");
        } catch (ExecutionException e) {
            return faults(
                    question,
                    RuleErrorCode.ENGINE,
                    "The rule engine failed, which is a fault of Runs: " + e.getCause());
        }
    }

    @Override
    public List<List<RuleTrace>> trace(GateQuestion question) {
        return evaluation.trace(question);
    }

    @Override
    public List<Finding> findings(RuleTrace rule, StepFact step) {
        return rule.effects().stream()
                .map(effect -> new Finding(rule.rule(), rule.level(), effect))
                .toList();
    }

    private List<GateAnswer> faults(GateQuestion question, RuleErrorCode code, String what) {
        GateAnswer.Fault fault = new GateAnswer.Fault(
                code.id(),
                what + " (pack '" + pack.ref().name() + "', version "
                        + pack.ref().version() + ").");
        return Collections.nCopies(question.subjects().size(), new GateAnswer(List.of(), List.of(fault)));
    }

    /** Ends the threads of the pack. Questions that are asked later have faults. */
    @Override
    public void close() {
        threads.shutdown();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "runs-rules");
        thread.setDaemon(true);
        return thread;
    }
}
