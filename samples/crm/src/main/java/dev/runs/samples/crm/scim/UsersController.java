package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Page;
import dev.runs.samples.crm.people.People;
import dev.runs.samples.crm.people.Person;
import dev.runs.samples.crm.people.PersonDetails;
import dev.runs.samples.crm.people.PersonFilter;
import dev.runs.samples.crm.people.Teams;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The people of a tenant. */
@RestController
@RequestMapping("/scim/v2/Users")
class UsersController extends ResourceController<Person, PersonDetails> {
    private final People people;
    private final Teams teams;

    UsersController(People people, Teams teams) {
        super("person", Schema.USERS);
        this.people = people;
        this.teams = teams;
    }

    @Override
    Page<Person> page(String tenant, Optional<Filter> filter, long skipped, int count) {
        return people.list(tenant, filter.map(UsersController::by), skipped, count);
    }

    @Override
    Optional<Person> find(String tenant, String id) {
        return people.find(tenant, id);
    }

    @Override
    Person add(String tenant, PersonDetails details) {
        return people.add(tenant, details);
    }

    @Override
    Person change(String tenant, String id, OptionalLong seen, UnaryOperator<PersonDetails> change) {
        return people.change(tenant, id, seen, change);
    }

    @Override
    void remove(String tenant, String id, OptionalLong seen) {
        people.remove(tenant, id, seen);
    }

    @Override
    PersonDetails read(Map<String, ?> body, Optional<PersonDetails> before) {
        return UserResource.read(body, before.map(PersonDetails::active).orElse(true));
    }

    @Override
    Map<String, Object> changeable(PersonDetails details) {
        return UserResource.changeable(details);
    }

    @Override
    Map<String, Object> resource(String tenant, Person kept, Links links) {
        return UserResource.of(kept, teams.of(tenant, kept.id()), links);
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
