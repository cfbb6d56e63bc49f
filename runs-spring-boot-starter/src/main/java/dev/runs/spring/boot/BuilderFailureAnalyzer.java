package dev.runs.spring.boot;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what {@code Runs.builder()} found wrong with what the host's {@link RunsCustomizer} beans told it. */
final class BuilderFailureAnalyzer extends AbstractFailureAnalyzer<RunsException> {
    private static final Set<ErrorCode> OF_THE_BUILDER = Set.of(ErrorCode.CONFIG, ErrorCode.CONFIG_CATALOG);

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, RunsException cause) {
        List<Problem> problems = cause.problems();
        if (!OF_THE_BUILDER.contains(cause.code())) {
            return null;
        }
        String description = problems.stream()
                .map(problem -> problem.code().id() + " " + problem.text())
                .collect(Collectors.joining("\n"));
        String action = problems.stream().map(Problem::fix).collect(Collectors.joining("\n"));
        return new FailureAnalysis(description, action + "\nIn a RunsCustomizer bean of the application.", root);
    }
}
