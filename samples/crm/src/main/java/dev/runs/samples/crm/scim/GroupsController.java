package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Team;
import dev.runs.samples.crm.people.TeamFilter;
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

/** The teams of a tenant. The principal is the tenant whose token was sent. */
@RestController
@RequestMapping("/scim/v2/Groups")
class GroupsController {
    private final Teams teams;

    GroupsController(Teams teams) {
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
        Optional<TeamFilter> which =
                Optional.ofNullable(filter).map(Filter::parse).map(GroupsController::by);
        return Answers.of(listing.answer(
                teams.list(tenant.getName(), which, listing.startIndex() - 1, listing.count()),
                team -> GroupResource.of(team, links)));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> add(Principal tenant, @RequestBody Map<String, Object> body) {
        Team team = teams.add(tenant.getName(), GroupResource.read(body));
        return Answers.resource(HttpStatus.CREATED, GroupResource.of(team, Links.here()));
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, Object>> read(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
        Team team = teams.find(tenant.getName(), id)
                .orElseThrow(() -> ScimException.notFound("team '" + id + "' is not known"));
        return Answers.read(GroupResource.of(team, Links.here()), known);
    }

    @PutMapping("/{id}")
    ResponseEntity<Map<String, Object>> replace(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestBody Map<String, Object> body) {
        Team team = teams.change(tenant.getName(), id, Version.seen(seen), before -> GroupResource.read(body));
        return Answers.resource(HttpStatus.OK, GroupResource.of(team, Links.here()));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Map<String, Object>> patch(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestBody Map<String, Object> body) {
        Team team = teams.change(
                tenant.getName(),
                id,
                Version.seen(seen),
                before -> GroupResource.read(Patch.apply(Schema.GROUPS, GroupResource.changeable(before), body)));
        return Answers.resource(HttpStatus.OK, GroupResource.of(team, Links.here()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            Principal tenant,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        teams.remove(tenant.getName(), id, Version.seen(seen));
        return ResponseEntity.noContent().build();
    }

    private static TeamFilter by(Filter filter) {
        TeamFilter.By by = switch (filter.attribute()) {
            case "id" -> TeamFilter.By.ID;
            case "displayName" -> TeamFilter.By.DISPLAY_NAME;
            case "externalId" -> TeamFilter.By.EXTERNAL_ID;
            case "members", "members.value" -> TeamFilter.By.MEMBER;
            default ->
                throw ScimException.bad("invalidFilter", "groups cannot be found by '" + filter.attribute() + "'");
        };
        return new TeamFilter(by, filter.value());
    }
}
