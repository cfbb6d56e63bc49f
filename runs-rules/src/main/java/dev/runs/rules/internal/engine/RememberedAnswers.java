package dev.runs.rules.internal.engine;

import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers from memory where the same was asked before, and has the rest evaluated. Thread-safe. */
public final class RememberedAnswers {
    private static final int CAPACITY = 2_000;
    /** With more facts beside a step its answer is not remembered: they would be kept, and compared, as a part of its key. */
    private static final int MOST_FACTS = 50;

    private final Evaluation evaluation;
    private final AnswerCache cache = new AnswerCache(CAPACITY);

    public RememberedAnswers(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Returns the answers if all of them are at hand and nothing of the host has to be read for that, which could take
     * its time.
     */
    public Optional<List<GateAnswer>> atHand(GateQuestion question) {
        if (evaluation.readsOthers()) {
            return Optional.empty();
        }
        Object beside = evaluation.beside(question, List.of());
        List<StepFact> steps = question.subjects();
        GateAnswer[] answers = new GateAnswer[steps.size()];
        for (int i = 0; i < answers.length; i++) {
            GateAnswer answer = cache.find(evaluation.key(steps.get(i), beside));
            if (answer == null) {
                return Optional.empty();
            }
            answers[i] = answer;
        }
        return Optional.of(List.of(answers));
    }

    /** Returns the answers, from memory or evaluated. */
    public List<GateAnswer> answers(GateQuestion question) {
        List<List<Row>> around = evaluation.around(question);
        if (Evaluation.count(around) > MOST_FACTS) {
            return evaluation.answers(question.subjects(), around, question.at());
        }
        Object beside = evaluation.beside(question, around);
        List<AnswerCache.Key> keys = new ArrayList<>(question.subjects().size());
        for (StepFact step : question.subjects()) {
            keys.add(evaluation.key(step, beside));
        }
        @Nullable GateAnswer[] answers = new GateAnswer[keys.size()];
        List<StepFact> unknown = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            answers[i] = cache.find(keys.get(i));
            if (answers[i] == null) {
                unknown.add(question.subjects().get(i));
            }
        }
        Iterator<GateAnswer> evaluated = unknown.isEmpty()
                ? Collections.emptyIterator()
                : evaluation.answers(unknown, around, question.at()).iterator();
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null) {
                answers[i] = remember(keys.get(i), evaluated.next());
            }
        }
        return Arrays.asList(answers);
    }

    /** What failed is not remembered: it may not fail again. */
    private GateAnswer remember(AnswerCache.Key key, GateAnswer answer) {
        if (answer.faults().isEmpty()) {
            cache.put(key, answer);
        }
        return answer;
    }
}
