package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Identity;
import dev.runs.engine.Answer;
import dev.runs.error.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Spring Security's users as actors. */
class SecurityTest {
    @Configuration(proxyBeanMethods = false)
    static class Users {
        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("ana").password("x").roles("Director").build(),
                    User.withUsername("ben")
                            .password("x")
                            .roles("Director")
                            .disabled(true)
                            .build(),
                    User.withUsername("cleo")
                            .password("x")
                            .authorities("SCOPE_Director")
                            .build());
        }

        @Bean
        RunsCustomizer actions() {
            return runs -> runs.catalog(actions -> actions.external("crm.send", RiskLevel.MEDIUM));
        }
    }

    private static org.springframework.boot.test.context.runner.ApplicationContextRunner host() {
        return Contexts.empty()
                .withUserConfiguration(Users.class)
                .withPropertyValues(
                        "runs.rules.ask-always=Director", "runs.security.tenant=acme", "runs.security.agents=agent");
    }

    @Test
    void usersAreThePeopleOfTheTenant() {
        host().run(context -> {
            Identity people = context.getBean(Identity.class);
            assertThat(people.find("acme", "ana")).contains(Actor.human("acme", "ana", "Director"));
            assertThat(people.find("globex", "ana")).isEmpty();
            assertThat(people.find("acme", "ANA")).as("another id").isEmpty();
            assertThat(people.find("acme", "ben")).as("disabled").isEmpty();
            assertThat(people.find("acme", "cleo").orElseThrow().roles()).isEmpty();
            assertThat(people.find("acme", "nobody")).isEmpty();
            assertThat(people.find("acme", "agent").orElseThrow().kind()).isEqualTo(ActorKind.AGENT);
        });
    }

    @Test
    void whoIsLockedOut_decidesNothingAnyMore() {
        host().run(context -> {
            Runs runs = context.getBean(Runs.class);
            Actor ana = Actor.human("acme", "ana");
            runs.as(Actor.agent("acme", "agent")).start(Host.plan("o-1", "crm.send"));
            var seen = runs.as(ana).approval("o-1", "do");

            InMemoryUserDetailsManager users = context.getBean(InMemoryUserDetailsManager.class);
            users.updateUser(User.withUsername("ana")
                    .password("x")
                    .roles("Director")
                    .accountLocked(true)
                    .build());
            Answer answer = runs.as(ana).approve(seen, "Fine");
            assertThat(((Answer.Refused) answer).refusal().code()).isEqualTo(ErrorCode.UNKNOWN_ACTOR);
        });
    }

    @Test
    void whoHasSignedIn_isTheActor() {
        host().run(context -> {
            ActorResolver actors = context.getBean(ActorResolver.class);
            assertThat(actors.resolve(UsernamePasswordAuthenticationToken.authenticated(
                            "ana", "", AuthorityUtils.createAuthorityList("ROLE_Director"))))
                    .contains(Actor.human("acme", "ana"));
            assertThat(actors.resolve(UsernamePasswordAuthenticationToken.unauthenticated("ana", "")))
                    .isEmpty();
            assertThat(actors.resolve(new AnonymousAuthenticationToken(
                            "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))))
                    .isEmpty();
        });
    }

    @Test
    void beansOfTheHost_areTaken() {
        ActorResolver nobody = authentication -> Optional.empty();
        host().withBean(ActorResolver.class, () -> nobody)
                .withBean(Identity.class, () -> Identity.of(Host.ANA))
                .run(context -> {
                    assertThat(context.getBean(ActorResolver.class)).isSameAs(nobody);
                    assertThat(context).hasSingleBean(Identity.class).doesNotHaveBean(UserDetailsIdentity.class);
                });
    }

    @Test
    void usersAreCalledByName_ifTheHostSaysHow() {
        host().run(context -> {
            UserDetailsIdentity people = context.getBean(UserDetailsIdentity.class);
            assertThat(people.names("acme", Set.of("ana", "ben"))).isEmpty();
            Identity named = people.named(user -> user.getUsername().equals("cleo")
                    ? Optional.empty()
                    : Optional.of("Name of " + user.getUsername()));
            assertThat(named.names("acme", Set.of("ana", "ben", "cleo", "nobody", "ANA")))
                    .as("also of who is disabled, and not of other ids")
                    .isEqualTo(Map.of("ana", "Name of ana", "ben", "Name of ben"));
            assertThat(named.names("globex", Set.of("ana"))).isEmpty();
            assertThat(named.find("acme", "ana")).isEqualTo(people.find("acme", "ana"));
        });
    }

    @Test
    void anAgentsName_isNoUsersName() {
        UserDetailsService users =
                name -> User.withUsername(name).password("x").roles("Director").build();
        Identity people = new UserDetailsIdentity("acme", users, Set.of("agent"));
        assertThat(people.find("acme", "agent")).contains(Actor.agent("acme", "agent"));
    }
}
