package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Tenants;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Knows which tenant a token provisions. Thread-safe. */
public final class ScimTokens implements OpaqueTokenIntrospector {
    private final Tenants tenants;
    private final Map<String, String> fresh;

    ScimTokens(Tenants tenants, Map<String, String> given) {
        this.tenants = tenants;
        given.forEach(tenants::token);
        Map<String, String> made = new TreeMap<>();
        for (String tenant : tenants.ids()) {
            if (!tenants.hasToken(tenant)) {
                String token = random();
                tenants.token(tenant, token);
                made.put(tenant, token);
            }
        }
        fresh = Collections.unmodifiableMap(made);
    }

    /** Returns the tokens that were made at this start, by tenant: nobody can tell them later. */
    public Map<String, String> fresh() {
        return fresh;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        String tenant = tenants.provisionedBy(token).orElseThrow(() -> new BadOpaqueTokenException("unknown token"));
        return new DefaultOAuth2AuthenticatedPrincipal(tenant, Map.of("tenant", tenant), List.of());
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
