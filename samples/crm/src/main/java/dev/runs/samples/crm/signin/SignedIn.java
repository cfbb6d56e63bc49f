package dev.runs.samples.crm.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/**
 * The person of a web session: only who it is. What they may do is not kept in a session, but read when it matters; see
 * {@link CurrentActor}.
 */
public final class SignedIn extends DefaultOidcUser {
    private static final long serialVersionUID = 1;

    private final String tenant;
    private final String person;

    SignedIn(String tenant, String person, OidcIdToken token) {
        super(List.of(), token);
        this.tenant = tenant;
        this.person = person;
    }

    /** Returns the tenant. */
    public String tenant() {
        return tenant;
    }

    /** Returns the id of the person. */
    public String person() {
        return person;
    }

    @Override
    public String getName() {
        return person;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && tenant.equals(that.tenant) && person.equals(that.person);
    }

    @Override
    public int hashCode() {
        return 31 * tenant.hashCode() + person.hashCode();
    }
}
