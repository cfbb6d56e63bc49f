package dev.runs.spring.boot;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Identity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * The users of Spring Security as the people of one tenant. A user's name is the actor's id, and each authority that begins with
 * {@code ROLE_} is a role without that beginning. A user who is disabled, locked or expired is nobody. Agents are the ids that the
 * host names; they hold no roles, and no user of the same name decides.
 *
 * <p>Ids are kept in events for ever: where user names are mail addresses, write an {@link Identity} of your own that uses the keys
 * of your database.
 *
 * <p>Thread-safe, as far as the user service is. It asks that service each time, so use one that does not remember users for long.
 *
 * @since 0.1.0
 */
public final class UserDetailsIdentity implements Identity {
    private static final String ROLE = "ROLE_";

    private final String tenant;
    private final UserDetailsService users;
    private final Set<String> agents;
    private final Function<? super UserDetails, Optional<String>> name;

    /**
     * Makes an identity.
     *
     * @param tenant the one tenant of the host
     * @param agents the ids of its agents
     */
    public UserDetailsIdentity(String tenant, UserDetailsService users, Set<String> agents) {
        this(tenant, users, agents, user -> Optional.empty());
    }

    private UserDetailsIdentity(
            String tenant,
            UserDetailsService users,
            Set<String> agents,
            Function<? super UserDetails, Optional<String>> name) {
        this.tenant = tenant;
        this.users = users;
        this.agents = Set.copyOf(agents);
        this.name = name;
    }

    /**
     * Returns the same identity, which also says what users are called. The service is asked for each of those whom a page names.
     *
     * @param name says what a user is called; empty for one who is called by the user name
     */
    public UserDetailsIdentity named(Function<? super UserDetails, Optional<String>> name) {
        return new UserDetailsIdentity(tenant, users, agents, name);
    }

    @Override
    public Optional<Actor> find(String asked, String id) {
        if (!tenant.equals(asked)) {
            return Optional.empty();
        }
        if (agents.contains(id)) {
            return Optional.of(Actor.agent(tenant, id));
        }
        return user(id).filter(user -> user.isEnabled() && user.isAccountNonLocked() && user.isAccountNonExpired())
                .map(this::person);
    }

    /** Also of users who are disabled or locked: what they did is still shown. */
    @Override
    public Map<String, String> names(String asked, Set<String> ids) {
        Map<String, String> names = new HashMap<>();
        if (tenant.equals(asked)) {
            for (String id : ids) {
                user(id).flatMap(name).ifPresent(called -> names.put(id, called));
            }
        }
        return names;
    }

    /** A service that looks names up without regard to capitals would make two persons of one. */
    private Optional<UserDetails> user(String id) {
        try {
            return Optional.of(users.loadUserByUsername(id))
                    .filter(user -> user.getUsername().equals(id));
        } catch (UsernameNotFoundException e) {
            return Optional.empty();
        }
    }

    private Actor person(UserDetails user) {
        Set<String> roles = user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith(ROLE))
                .map(authority -> authority.substring(ROLE.length()))
                .collect(Collectors.toUnmodifiableSet());
        return new Actor(tenant, user.getUsername(), ActorKind.HUMAN, roles, Optional.empty());
    }
}
