package dev.runs.samples.crm.signin;

import dev.runs.samples.crm.people.People;
import dev.runs.samples.crm.people.Person;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserSource;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Lets in whom the sign-in server vouches for, if they were provisioned and are active. */
final class KnownPeople implements Converter<OidcUserSource, OidcUser> {
    private final People people;
    private final String tenantClaim;

    KnownPeople(People people, String tenantClaim) {
        this.people = people;
        this.tenantClaim = tenantClaim;
    }

    @Override
    public OidcUser convert(OidcUserSource source) {
        OidcIdToken token = source.getUserRequest().getIdToken();
        String tenant = token.getClaimAsString(tenantClaim);
        String subject = token.getSubject();
        if (tenant == null || subject == null) {
            throw refused("the ID token lacks the claim '" + (tenant == null ? tenantClaim : "sub") + "'");
        }
        Person person = people.signingIn(tenant, subject)
                .orElseThrow(() ->
                        refused("tenant '" + tenant + "' has no active person with the external id '" + subject + "'"));
        return new SignedIn(tenant, person.id(), token);
    }

    private static OAuth2AuthenticationException refused(String why) {
        return new OAuth2AuthenticationException(new OAuth2Error("not_provisioned", why, null));
    }
}
