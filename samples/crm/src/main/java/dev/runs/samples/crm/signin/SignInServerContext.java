package dev.runs.samples.crm.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.runs.samples.crm.people.DemoPeople;
import dev.runs.samples.crm.people.DemoPerson;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * What the sign-in server is made of. It has no stereotype of Spring's, so that the CRM does not take it for a part of
 * itself.
 */
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
})
class SignInServerContext {
    private static final String NO_FOREIGN_CONTENT = "default-src 'none'; style-src 'self'; img-src 'self';"
            // Signing in leads back to the CRM, on another port of this machine.
            + " form-action 'self' http://127.0.0.1:* http://localhost:*; base-uri 'none'; frame-ancestors 'none'";

    /** Returns those who can sign in. */
    static UserDetailsService people(String password) {
        // One hash for all: they have one password, and hashing is slow on purpose.
        String hash = PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(password);
        return new InMemoryUserDetailsManager(DemoPeople.everybody().stream()
                .map(person -> User.withUsername(person.signInName())
                        .password(hash)
                        .authorities(Set.of())
                        .build())
                .toArray(UserDetails[]::new));
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) {
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(Customizer.withDefaults());
        });
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain login(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(NO_FOREIGN_CONTENT)))
                .build();
    }

    @Bean
    StrictHttpFirewall calledByItsOwnName() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames("127.0.0.1"::equals);
        return firewall;
    }

    /** The issuer is the address at which it is called, as its port may be any; the firewall lets no other name in. */
    @Bean
    AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder().build();
    }

    /** A new key at each start: ID tokens are looked at once, at sign-in. */
    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
        return new ImmutableJWKSet<>(new JWKSet(
                new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate()));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    /** Who somebody is: by a key that stays when their address changes, and of which tenant. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> whoTheyAre() {
        Map<String, DemoPerson> people =
                DemoPeople.everybody().stream().collect(Collectors.toMap(DemoPerson::signInName, Function.identity()));
        return token -> {
            DemoPerson person = people.get(name(token.getPrincipal()));
            if (person != null && token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                token.getClaims()
                        .subject(person.subject())
                        .claim("tenant", person.tenant())
                        .claim(StandardClaimNames.NAME, person.name())
                        .claim(StandardClaimNames.PREFERRED_USERNAME, person.signInName());
            }
        };
    }

    private static String name(@Nullable Authentication authentication) {
        return authentication == null ? "" : authentication.getName();
    }

    @Bean
    Clients clients() {
        return new Clients();
    }

    /** The programs that may ask who somebody is: the CRM alone, once it is known where it is. */
    static final class Clients implements RegisteredClientRepository {
        private volatile @Nullable RegisteredClient only;

        void only(RegisteredClient client) {
            only = client;
        }

        @Override
        public void save(RegisteredClient client) {
            throw new UnsupportedOperationException("clients do not register themselves");
        }

        @Override
        public @Nullable RegisteredClient findById(String id) {
            RegisteredClient client = only;
            return client != null && client.getId().equals(id) ? client : null;
        }

        @Override
        public @Nullable RegisteredClient findByClientId(String clientId) {
            RegisteredClient client = only;
            return client != null && client.getClientId().equals(clientId) ? client : null;
        }
    }
}
