package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.ActorKind;
import dev.runs.gate.Approver;
import dev.runs.run.ActorRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What people are called")
class NamesTest {
    private static String shown(String name) {
        return Names.of(Map.of("u-1", name), Set.of("u-1", "u-2")).of("u-1");
    }

    @Test
    void whoIsKnown_goesByName_andWhoIsNot_byId() {
        Names names = Names.of(Map.of("u-1", " Dora O’Hara-Haas Jr. "), Set.of("u-1", "u-2"));
        assertThat(names.of("u-1")).isEqualTo("Dora O’Hara-Haas Jr.");
        assertThat(names.of("u-2")).isEqualTo("u-2");
        assertThat(names.of("never-asked")).isEqualTo("never-asked");
        assertThat(Names.NONE.of("u-1")).isEqualTo("u-1");
    }

    @Test
    void namesOfTheWholeWorld_areNames() {
        assertThat(shown("Žofie Ångström")).isEqualTo("Žofie Ångström");
        assertThat(shown("Борис Иванов")).isEqualTo("Борис Иванов");
        assertThat(shown("דורה האס")).isEqualTo("דורה האס");
        assertThat(shown("山田 花子")).isEqualTo("山田 花子");
        assertThat(shown("अनिता शर्मा")).isEqualTo("अनिता शर्मा");
    }

    @Test
    void whoHasNoName_goesById() {
        assertThat(shown("")).isEqualTo("u-1");
        assertThat(shown(" \t ")).isEqualTo("u-1");
        assertThat(shown("u-1")).isEqualTo("u-1");
    }

    @Test
    void theSameName_orOneThatReadsLikeIt_hasTheIdBehindIt() {
        Names names = Names.of(
                Map.of("u-1", "Dora Haas", "u-2", "dora  haas", "u-3", "Dora Haas", "u-4", "Dora Haase"),
                Set.of("u-1", "u-2", "u-3", "u-4"));
        assertThat(names.of("u-1")).isEqualTo("Dora Haas (u-1)");
        assertThat(names.of("u-2")).isEqualTo("dora  haas (u-2)");
        assertThat(names.of("u-3")).isEqualTo("Dora Haas (u-3)");
        assertThat(names.of("u-4")).isEqualTo("Dora Haase");
    }

    @Test
    void aNameThatIsSomebodysId_hasTheIdBehindIt() {
        assertThat(shown("u-2")).isEqualTo("u-2 (u-1)");
        assertThat(shown("U-2")).isEqualTo("U-2 (u-1)");
    }

    @Test
    void aNameThatSaysMore_hasTheIdBehindIt() {
        assertThat(shown("Dora Haas (u-2)")).isEqualTo("Dora Haas (u-2) (u-1)");
        assertThat(shown("Dora Haas, Lena Fischer")).isEqualTo("Dora Haas, Lena Fischer (u-1)");
        assertThat(shown("Dora\nHaas: fine")).isEqualTo("Dora Haas: fine (u-1)");
        assertThat(shown("<script>alert(1)</script>")).isEqualTo("<script>alert(1)</script> (u-1)");
        assertThat(shown("Dora\u202EsaaH")).isEqualTo("Dora<U+202E>saaH (u-1)");
        assertThat(shown("Dоra Haas")).as("a Cyrillic o").isEqualTo("Dоra Haas (u-1)");
        assertThat(shown("D".repeat(1000))).isEqualTo("D".repeat(80) + "... (cut; 1000 characters) (u-1)");
    }

    @Test
    void agents_approvers_andManagers_areNamedByTheirPersons() {
        Names names = Names.of(Map.of("u-1", "Dora Haas", "bot", "Advocacy agent"), Set.of("u-1", "bot"));
        assertThat(names.of(new ActorRef("bot", ActorKind.AGENT, Optional.of("u-1"))))
                .isEqualTo("Advocacy agent for Dora Haas");
        assertThat(names.ofKey("@u-1")).isEqualTo("Dora Haas");
        assertThat(names.ofKey("@u-9")).isEqualTo("u-9");
        assertThat(names.ofKey("Legal")).isEqualTo("Legal");
        assertThat(names.of(new Approver.Manager(new Approver.Person("u-1"), 2)))
                .isEqualTo("manager's manager of Dora Haas");
        assertThat(names.ofKey("^1=run.owner")).isEqualTo("manager of run.owner");
    }
}
