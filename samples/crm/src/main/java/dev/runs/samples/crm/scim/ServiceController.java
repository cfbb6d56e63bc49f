package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this endpoint can do (RFC 7643, 5 to 7). */
@RestController
class ServiceController {
    @GetMapping("/scim/v2/ServiceProviderConfig")
    ResponseEntity<Map<String, Object>> config() {
        return Answers.of(SelfDescription.config(Links.here()));
    }

    @GetMapping("/scim/v2/ResourceTypes")
    ResponseEntity<Map<String, Object>> types() {
        return all(SelfDescription.types(Links.here()));
    }

    @GetMapping("/scim/v2/ResourceTypes/{id}")
    ResponseEntity<Map<String, Object>> type(@PathVariable String id) {
        return one(SelfDescription.types(Links.here()), id);
    }

    @GetMapping("/scim/v2/Schemas")
    ResponseEntity<Map<String, Object>> schemas() {
        return all(SelfDescription.schemas(Links.here()));
    }

    @GetMapping("/scim/v2/Schemas/{id}")
    ResponseEntity<Map<String, Object>> schema(@PathVariable String id) {
        return one(SelfDescription.schemas(Links.here()), id);
    }

    @RequestMapping("/scim/**")
    ResponseEntity<Map<String, Object>> nothing() {
        throw ScimException.notFound("there is nothing here, or not for this method");
    }

    private static ResponseEntity<Map<String, Object>> all(List<Map<String, Object>> trees) {
        Page<Map<String, Object>> page = new Page<>(trees.size(), trees);
        return Answers.of(new Listing(1, Listing.MOST).answer(page, Function.identity()));
    }

    private static ResponseEntity<Map<String, Object>> one(List<Map<String, Object>> trees, String id) {
        return trees.stream()
                .filter(tree -> id.equals(tree.get("id")))
                .findFirst()
                .map(LinkedHashMap::new)
                .map(Answers::of)
                .orElseThrow(() -> ScimException.notFound("'" + id + "' is not known"));
    }
}
