package dev.runs.samples.crm.signin;

import dev.runs.samples.crm.scim.ScimTokens;
import dev.runs.spring.boot.ActorResolver;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.OidcScopes;

/** The CRM as a client of an OpenID provider: one elsewhere, or the demonstration's own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
class SignInConfiguration {
    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "crm.sign-in.issuer", matchIfMissing = true, havingValue = "false")
    SignInServer signInServer(SignInProperties settings) {
        String password = settings.password();
        return SignInServer.start(settings.port(), password == null ? Secrets.random(9) : password);
    }

    /** Asks the issuer where its endpoints are, so that it has to be there before. */
    @Bean
    ClientRegistrationRepository signInClient(SignInProperties settings, ObjectProvider<SignInServer> own) {
        Optional<SignInServer> server = Optional.ofNullable(own.getIfAvailable());
        String issuer = server.map(some -> some.issuer().toString()).orElseGet(() -> elsewhere(settings));
        ClientRegistration client = ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(SignInServer.CLIENT)
                .clientId(settings.clientId())
                .clientSecret(server.map(SignInServer::secret)
                        .orElseGet(() -> Objects.requireNonNullElse(settings.clientSecret(), "")))
                .scope(OidcScopes.OPENID, OidcScopes.PROFILE)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
        return new InMemoryClientRegistrationRepository(client);
    }

    private static String elsewhere(SignInProperties settings) {
        return Objects.requireNonNull(settings.issuer(), "crm.sign-in.issuer");
    }

    /** The port is known only when the web server runs; nobody can sign in before that anyway. */
    @Bean
    ApplicationListener<WebServerInitializedEvent> signInServerLearnsWhereTheCrmIs(ObjectProvider<SignInServer> own) {
        return started -> {
            if (started.getApplicationContext().getServerNamespace() == null) {
                own.ifAvailable(server -> server.serves(started.getWebServer().getPort()));
            }
        };
    }

    /** The JSON API of the runs asks it, also for an event stream that goes on. */
    @Bean
    ActorResolver actors(CurrentActor current) {
        return current::of;
    }

    @Bean
    @ConditionalOnBean(SignInServer.class)
    DemoGreeting greeting(SignInServer server, ScimTokens tokens) {
        return new DemoGreeting(server, tokens, System.out);
    }
}
