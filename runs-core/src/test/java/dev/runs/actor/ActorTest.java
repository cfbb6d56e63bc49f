package dev.runs.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ActorTest {
    @Test
    void rolesFromADirectoryAreASet() {
        Actor ana = Actor.human("acme", "ana", List.of("Legal", "Director", "Legal"));

        assertThat(ana).isEqualTo(Actor.human("acme", "ana", "Director", "Legal"));
    }
}
