package dev.runs.samples.crm.page;

import dev.runs.web.ApiAnswer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API shows nothing: what is looked for is not there, or not for this person. */
final class ApiProblem extends RuntimeException {
    private final transient ApiAnswer answer;

    ApiProblem(ApiAnswer answer) {
        super(answer.status() + "");
        this.answer = answer;
    }

    int status() {
        return answer.status();
    }

    Map<String, @Nullable Object> body() {
        return answer.body();
    }
}
