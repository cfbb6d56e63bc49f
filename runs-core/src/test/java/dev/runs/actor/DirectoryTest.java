package dev.runs.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is known, to whom they report, and for whom they stand in. */
class DirectoryTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-03-06T09:00:00Z");

    private final Actor ana = Actor.human("acme", "ana", "Director");
    private final Directory directory = Identity.directory().add(ana).add(Actor.human("acme", "ben", "Legal"));

    @Test
    void aPersonOfOneTenant_isNobodyInAnother() {
        directory.manager("acme", "ben", "ana").delegate("acme", new Delegation("ana", "ben", MONDAY, FRIDAY));
        assertThat(directory.find("acme", "ana")).contains(ana);
        assertThat(directory.find("other", "ana")).isEmpty();
        assertThat(directory.manager("acme", "ben")).contains("ana");
        assertThat(directory.manager("other", "ben")).isEmpty();
        assertThat(directory.delegations("acme", "ben")).hasSize(1);
        assertThat(directory.delegations("other", "ben")).isEmpty();
        assertThat(directory.delegations("acme", "ana")).isEmpty();
        directory.remove("acme", "ana");
        assertThat(directory.find("acme", "ana")).isEmpty();
    }

    @Test
    void whoMayNotDecide_isNotCountedAmongThoseWhoHoldARole() {
        directory.add(new Actor("acme", "robot", ActorKind.AGENT, Set.of("Robot"), Optional.empty()));
        assertThat(directory.anyoneHolds("acme", Set.of("Director", "Sales"))).isTrue();
        assertThat(directory.anyoneHolds("acme", Set.of("Director"), Set.of("ana")))
                .isFalse();
        assertThat(directory.anyoneHolds("acme", Set.of("Director", "Legal"), Set.of("ana")))
                .isTrue();
        assertThat(directory.anyoneHolds("acme", Set.of("Robot"))).isFalse();
        assertThat(directory.anyoneHolds("other", Set.of("Director"))).isFalse();
    }

    @Test
    void aHostThatKnowsPeopleOnly_isAskedTheOlderQuestion() {
        Identity peopleOnly = (tenant, id) -> Optional.empty();
        assertThat(peopleOnly.manager("acme", "ana")).isEmpty();
        assertThat(peopleOnly.delegations("acme", "ana")).isEmpty();
        assertThat(peopleOnly.anyoneHolds("acme", Set.of("Director"), Set.of("ana")))
                .isTrue();
    }

    @Test
    void anActorThatIsGivenTwice_isAnError() {
        assertThatThrownBy(() -> Identity.of(List.of(ana, Actor.service("acme", "ana"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("actor 'ana' of tenant 'acme' is given twice");
    }

    @Test
    void aDelegation_holdsFromItsBeginningToItsEnd() {
        Delegation delegation = new Delegation("ana", "ben", MONDAY, FRIDAY);
        assertThat(delegation.holdsAt(MONDAY.minusMillis(1))).isFalse();
        assertThat(delegation.holdsAt(MONDAY)).isTrue();
        assertThat(delegation.holdsAt(FRIDAY.minusMillis(1))).isTrue();
        assertThat(delegation.holdsAt(FRIDAY)).isFalse();
    }

    @Test
    void aDelegation_needsTwoPersonsAndATime() {
        assertThatThrownBy(() -> new Delegation("ana", " ", MONDAY, FRIDAY))
                .hasMessage("a delegation needs two persons: from 'ana' to ' '");
        assertThatThrownBy(() -> new Delegation("ana", "ana", MONDAY, FRIDAY))
                .hasMessage("'ana' cannot stand in for themselves");
        assertThatThrownBy(() -> new Delegation("ana", "ben", FRIDAY, FRIDAY))
                .hasMessage("the delegation from 'ana' to 'ben' ends at 2026-03-06T09:00:00Z,"
                        + " which is not after its beginning at 2026-03-06T09:00:00Z");
    }

    @Test
    void rolesKeepTheirSources() {
        RoleSource group = new RoleSource("scim:4711", "W/7");
        Actor carl = Actor.human("acme", "carl", "Sales").holding("Legal", group);
        assertThat(carl.roles()).containsExactly("Legal", "Sales");
        assertThat(carl.sources()).isEqualTo(Map.of("Legal", group));
        assertThat(carl.onBehalfOf("ana").sources()).isEqualTo(carl.sources());
        assertThatThrownBy(() -> new RoleSource(" ", "1")).hasMessage("the source of a role needs a key");
        assertThatThrownBy(() -> new Actor(
                        "acme", "carl", ActorKind.HUMAN, Set.of("Sales"), Optional.empty(), Map.of("Legal", group)))
                .hasMessage("actor 'carl' of tenant 'acme' has sources of [Legal], and holds [Sales]");
    }
}
