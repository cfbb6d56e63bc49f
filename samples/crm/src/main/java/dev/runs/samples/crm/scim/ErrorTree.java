package dev.runs.samples.crm.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The body of an answer that is an error (RFC 7644, 3.12). */
final class ErrorTree {
    private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

    private ErrorTree() {}

    static Map<String, Object> of(HttpStatus status, @Nullable String type, @Nullable String detail) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("schemas", List.of(ERROR));
        error.put("status", String.valueOf(status.value()));
        if (type != null) {
            error.put("scimType", type);
        }
        if (detail != null) {
            error.put("detail", detail);
        }
        return error;
    }
}
