package dev.runs.samples.crm.signin;

import dev.runs.actor.Actor;
import dev.runs.samples.crm.people.NobodyException;
import dev.runs.samples.crm.people.Team;
import dev.runs.samples.crm.people.Teams;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * For which roles of the rule packs the teams stand. Who is in a team comes from where people are kept, over SCIM; what that
 * lets them decide is said here, by an administrator of the CRM.
 */
@RestController
class TeamRolesController {
    private final CurrentActor actor;
    private final Teams teams;

    TeamRolesController(CurrentActor actor, Teams teams) {
        this.actor = actor;
        this.teams = teams;
    }

    /** A team and its roles. */
    record TeamRoles(String id, String displayName, Set<String> roles) {}

    @GetMapping("/api/teams")
    List<TeamRoles> list() {
        String tenant = administered();
        return teams.list(tenant, Optional.empty(), 0, Integer.MAX_VALUE).items().stream()
                .map(team -> of(tenant, team))
                .toList();
    }

    @PutMapping("/api/teams/{id}/roles")
    TeamRoles standsFor(@PathVariable String id, @RequestBody Set<String> roles) {
        String tenant = administered();
        if (roles.stream().anyMatch(role -> role.isBlank() || role.length() > 100)) {
            throw new BadRoleException();
        }
        teams.standsFor(tenant, id, roles);
        return of(tenant, teams.find(tenant, id).orElseThrow());
    }

    private TeamRoles of(String tenant, Team team) {
        return new TeamRoles(team.id(), team.details().displayName(), teams.roles(tenant, team.id()));
    }

    private String administered() {
        Actor now = actor.now();
        if (!now.roles().contains("CRM administrator")) {
            throw new NotAllowedException();
        }
        return now.tenant();
    }

    @ExceptionHandler(NobodyException.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    void notThere() {}

    /** Only administrators may. */
    @ResponseStatus(HttpStatus.FORBIDDEN)
    static final class NotAllowedException extends RuntimeException {}

    /** A role is blank, or longer than 100 characters. */
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    static final class BadRoleException extends RuntimeException {}
}
