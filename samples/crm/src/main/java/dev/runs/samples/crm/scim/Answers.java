package dev.runs.samples.crm.scim;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers of the endpoint. */
final class Answers {
    static final String JSON = "application/scim+json";

    private Answers() {}

    static ResponseEntity<Map<String, Object>> of(Map<String, Object> tree) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(JSON)).body(tree);
    }

    static ResponseEntity<Map<String, Object>> resource(HttpStatus status, Map<String, Object> resource) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(JSON))
                .header("ETag", meta(resource, "version"));
        if (status == HttpStatus.CREATED) {
            answer.header("Location", meta(resource, "location"));
        }
        return answer.body(resource);
    }

    /** Answers with a resource, unless the client has this version. */
    static ResponseEntity<Map<String, Object>> read(Map<String, Object> resource, @Nullable String ifNoneMatch) {
        String tag = meta(resource, "version");
        return tag.equals(ifNoneMatch)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .header("ETag", tag)
                        .build()
                : resource(HttpStatus.OK, resource);
    }

    private static String meta(Map<String, Object> resource, String name) {
        return resource.get("meta") instanceof Map<?, ?> meta ? String.valueOf(meta.get(name)) : "";
    }
}
