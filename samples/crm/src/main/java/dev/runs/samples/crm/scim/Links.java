package dev.runs.samples.crm.scim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Where resources are.
 *
 * @param base the address of the SCIM endpoint as it was called
 */
record Links(String base) {
    /** Returns those for the request of this thread. */
    static Links here() {
        return new Links(ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/scim/v2")
                .toUriString());
    }

    String to(String collection, String id) {
        return base + "/" + collection + "/" + id;
    }

    Map<String, Object> meta(
            String type, String collection, String id, long version, Instant created, Instant changed) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("resourceType", type);
        meta.put("created", created.toString());
        meta.put("lastModified", changed.toString());
        meta.put("location", to(collection, id));
        meta.put("version", Version.tag(version));
        return meta;
    }
}
