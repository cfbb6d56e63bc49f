package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Page;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What SCIM does with resources of a type (RFC 7644, 3). The principal is the tenant whose token was sent.
 *
 * @param <T> what is kept
 * @param <D> what of it can be changed
 */
abstract class ResourceController<T, D> {
    private final String called;
    private final Schema schema;

    ResourceController(String called, Schema schema) {
        this.called = called;
        this.schema = schema;
    }

    abstract Page<T> page(String tenant, Optional<Filter> filter, long skipped, int count);

    abstract Optional<T> find(String tenant, String id);

    abstract T add(String tenant, D details);

    abstract T change(String tenant, String id, OptionalLong seen, UnaryOperator<D> change);

    abstract void remove(String tenant, String id, OptionalLong seen);

    /** Reads what a client sends, in the place of what was there before. */
    abstract D read(Map<String, ?> body, Optional<D> before);

    abstract Map<String, Object> changeable(D details);

    abstract Map<String, Object> resource(String tenant, T kept, Links links);

    @GetMapping
    ResponseEntity<Map<String, Object>> list(
            Principal tenant,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String startIndex,
            @RequestParam(required = false) @Nullable String count) {
        Listing listing = Listing.of(startIndex, count);
        Links links = Links.here();
        Page<T> page = page(
                tenant.getName(),
                Optional.ofNullable(filter).map(Filter::parse),
                listing.startIndex() - 1,
                listing.count());
        return Answers.of(listing.answer(page, kept -> resource(tenant.getName(), kept, links)));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> add(Principal tenant, @RequestBody Map<String, Object> body) {
        return answer(HttpStatus.CREATED, tenant, add(tenant.getName(), read(body, Optional.empty())));
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, Object>> read(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
        T kept = find(tenant.getName(), id)
                .orElseThrow(() -> ScimException.notFound(called + " '" + id + "' is not known"));
        return Answers.read(resource(tenant.getName(), kept, Links.here()), known);
    }

    @PutMapping("/{id}")
    ResponseEntity<Map<String, Object>> replace(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestBody Map<String, Object> body) {
        T kept = change(tenant.getName(), id, Version.seen(seen), before -> read(body, Optional.of(before)));
        return answer(HttpStatus.OK, tenant, kept);
    }

    @PatchMapping("/{id}")
    ResponseEntity<Map<String, Object>> patch(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestBody Map<String, Object> body) {
        T kept = change(
                tenant.getName(),
                id,
                Version.seen(seen),
                before -> read(Patch.apply(schema, changeable(before), body), Optional.of(before)));
        return answer(HttpStatus.OK, tenant, kept);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        remove(tenant.getName(), id, Version.seen(seen));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<Map<String, Object>> answer(HttpStatus status, Principal tenant, T kept) {
        return Answers.resource(status, resource(tenant.getName(), kept, Links.here()));
    }
}
