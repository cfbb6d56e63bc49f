package dev.runs.spring.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is missing for {@link dev.runs.Runs} and how to mend it, in place of a stack trace. */
final class SetupFailureAnalyzer extends AbstractFailureAnalyzer<RunsSetupException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, RunsSetupException cause) {
        return new FailureAnalysis(cause.problem(), cause.fix(), root);
    }
}
