package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.People;
import dev.runs.samples.crm.people.Person;
import dev.runs.samples.crm.people.PersonFilter;
import dev.runs.samples.crm.people.Teams;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The people of a tenant. The principal is the tenant whose token was sent. */
@RestController
@RequestMapping("/scim/v2/Users")
class UsersController {
    private final People people;
    private final Teams teams;

    UsersController(People people, Teams teams) {
        this.people = people;
        this.teams = teams;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> list(
            Principal tenant,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String startIndex,
            @RequestParam(required = false) @Nullable String count) {
        Listing listing = Listing.of(startIndex, count);
        Links links = Links.here();
        Optional<PersonFilter> who =
                Optional.ofNullable(filter).map(Filter::parse).map(UsersController::by);
        return Answers.of(listing.answer(
                people.list(tenant.getName(), who, listing.startIndex() - 1, listing.count()),
                person -> resource(tenant, person, links)));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> add(Principal tenant, @RequestBody Map<String, Object> body) {
        Person person = people.add(tenant.getName(), UserResource.read(body, true));
        return Answers.resource(HttpStatus.CREATED, resource(tenant, person, Links.here()));
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, Object>> read(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
        Person person = people.find(tenant.getName(), id)
                .orElseThrow(() -> ScimException.notFound("person '" + id + "' is not known"));
        return Answers.read(resource(tenant, person, Links.here()), known);
    }

    @PutMapping("/{id}")
    ResponseEntity<Map<String, Object>> replace(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestBody Map<String, Object> body) {
        Person person = people.change(
                tenant.getName(), id, Version.seen(seen), before -> UserResource.read(body, before.active()));
        return Answers.resource(HttpStatus.OK, resource(tenant, person, Links.here()));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Map<String, Object>> patch(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestBody Map<String, Object> body) {
        Person person = people.change(
                tenant.getName(),
                id,
                Version.seen(seen),
                before -> UserResource.read(
                        Patch.apply(Schema.USERS, UserResource.changeable(before), body), before.active()));
        return Answers.resource(HttpStatus.OK, resource(tenant, person, Links.here()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        people.remove(tenant.getName(), id, Version.seen(seen));
        return ResponseEntity.noContent().build();
    }

    private Map<String, Object> resource(Principal tenant, Person person, Links links) {
        return UserResource.of(person, teams.of(tenant.getName(), person.id()), links);
    }

    private static PersonFilter by(Filter filter) {
        PersonFilter.By by = switch (filter.attribute()) {
            case "id" -> PersonFilter.By.ID;
            case "userName" -> PersonFilter.By.USER_NAME;
            case "externalId" -> PersonFilter.By.EXTERNAL_ID;
            case "displayName" -> PersonFilter.By.DISPLAY_NAME;
            case "emails", "emails.value" -> PersonFilter.By.EMAIL;
            default ->
                throw ScimException.bad("invalidFilter", "people cannot be found by '" + filter.attribute() + "'");
        };
        return new PersonFilter(by, filter.value());
    }
}
