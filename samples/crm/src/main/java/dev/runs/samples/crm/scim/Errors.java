package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.NobodyException;
import dev.runs.samples.crm.people.StaleException;
import dev.runs.samples.crm.people.TakenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says in the words of SCIM what went wrong. */
@RestControllerAdvice(basePackageClasses = Errors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Errors {
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> asked(ScimException wrong) {
        return error(wrong.status(), wrong.type(), wrong.getMessage());
    }

    /** Whoever is not of this tenant is not there, and nothing says that they are elsewhere. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> nobody(NobodyException nobody) {
        return nobody.isAsked()
                ? error(HttpStatus.NOT_FOUND, null, nobody.getMessage())
                : error(HttpStatus.BAD_REQUEST, "invalidValue", nobody.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> taken(TakenException taken) {
        return error(HttpStatus.CONFLICT, "uniqueness", taken.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> stale(StaleException stale) {
        return error(HttpStatus.PRECONDITION_FAILED, null, stale.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException wrong) {
        return error(HttpStatus.BAD_REQUEST, "invalidSyntax", "the body is not a JSON object");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> media(HttpMediaTypeNotSupportedException wrong) {
        return error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, null, "send " + Answers.JSON);
    }

    private static ResponseEntity<Map<String, Object>> error(
            HttpStatus status, @Nullable String type, @Nullable String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(Answers.JSON))
                .body(ErrorTree.of(status, type, detail));
    }
}
