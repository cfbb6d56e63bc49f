package dev.runs.web;

import dev.runs.text.PlainText;
import java.util.Optional;

/** What the API itself objects to in a request. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final WebCode code;
    private final String detail;
    private final String fix;
    private final transient Optional<String> field;

    ApiException(WebCode code, String detail, String fix, Optional<String> field) {
        super(code.id() + " " + detail);
        this.code = code;
        this.detail = PlainText.line(detail);
        this.fix = fix;
        this.field = field;
    }

    static ApiException of(WebCode code, String detail, String fix) {
        return new ApiException(code, detail, fix, Optional.empty());
    }

    /** Bad input, with the name of the field, parameter or header. */
    static ApiException bad(String field, String detail, String fix) {
        return new ApiException(WebCode.BAD_INPUT, detail, fix, Optional.of(field));
    }

    WebCode code() {
        return code;
    }

    String detail() {
        return detail;
    }

    String fix() {
        return fix;
    }

    Optional<String> field() {
        return field;
    }
}
