package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Page;
import dev.runs.samples.crm.people.Team;
import dev.runs.samples.crm.people.TeamDetails;
import dev.runs.samples.crm.people.TeamFilter;
import dev.runs.samples.crm.people.Teams;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The teams of a tenant. */
@RestController
@RequestMapping("/scim/v2/Groups")
class GroupsController extends ResourceController<Team, TeamDetails> {
    private final Teams teams;

    GroupsController(Teams teams) {
        super("team", Schema.GROUPS);
        this.teams = teams;
    }

    @Override
    Page<Team> page(String tenant, Optional<Filter> filter, long skipped, int count) {
        return teams.list(tenant, filter.map(GroupsController::by), skipped, count);
    }

    @Override
    Optional<Team> find(String tenant, String id) {
        return teams.find(tenant, id);
    }

    @Override
    Team add(String tenant, TeamDetails details) {
        return teams.add(tenant, details);
    }

    @Override
    Team change(String tenant, String id, OptionalLong seen, UnaryOperator<TeamDetails> change) {
        return teams.change(tenant, id, seen, change);
    }

    @Override
    void remove(String tenant, String id, OptionalLong seen) {
        teams.remove(tenant, id, seen);
    }

    @Override
    TeamDetails read(Map<String, ?> body, Optional<TeamDetails> before) {
        return GroupResource.read(body);
    }

    @Override
    Map<String, Object> changeable(TeamDetails details) {
        return GroupResource.changeable(details);
    }

    @Override
    Map<String, Object> resource(String tenant, Team kept, Links links) {
        return GroupResource.of(kept, links);
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
