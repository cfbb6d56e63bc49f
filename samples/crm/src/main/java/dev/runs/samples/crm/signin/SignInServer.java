package dev.runs.samples.crm.signin;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;

/**
 * The OpenID provider of the demonstration: Spring's authorization server with an application context and a port of its own,
 * which knows the people of the demonstration. It runs in the CRM's process so that nobody needs an account elsewhere, and
 * shares nothing with the CRM but what OpenID Connect says. Only this machine can reach it.
 */
public final class SignInServer implements AutoCloseable {
    static final String CLIENT = "crm";
    private static final String HOST = "127.0.0.1";

    private final ServletWebServerApplicationContext context;
    private final URI issuer;
    private final String secret = Secrets.random();
    private final String password;

    private SignInServer(ServletWebServerApplicationContext context, URI issuer, String password) {
        this.context = context;
        this.issuer = issuer;
        this.password = password;
    }

    /** Starts the server; port 0 is any that is free. */
    static SignInServer start(int port, String password) {
        SpringApplication application = new SpringApplicationBuilder(SignInServerContext.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                // It ends with the CRM's context.
                .registerShutdownHook(false)
                // The settings of the CRM are not its.
                .properties("spring.config.name=sign-in-server")
                .initializers(context ->
                        context.getBeanFactory().registerSingleton("people", SignInServerContext.people(password)))
                .build();
        ServletWebServerApplicationContext context =
                (ServletWebServerApplicationContext) application.run("--server.port=" + port);
        WebServer web = Objects.requireNonNull(context.getWebServer(), "a web server");
        return new SignInServer(context, URI.create("http://" + HOST + ":" + web.getPort()), password);
    }

    /** Returns what stands in its ID tokens as issuer, and where its metadata is found. */
    public URI issuer() {
        return issuer;
    }

    /** Returns the password of everybody of the demonstration. */
    public String password() {
        return password;
    }

    String secret() {
        return secret;
    }

    /** Lets the CRM at a port of this machine, and nobody else, ask who somebody is. */
    void serves(int port) {
        RegisteredClient.Builder client = RegisteredClient.withId(CLIENT)
                .clientId(CLIENT)
                .clientName("CRM")
                .clientSecret(PasswordEncoderFactories.createDelegatingPasswordEncoder()
                        .encode(secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build());
        for (String host : List.of(HOST, "localhost")) {
            String crm = "http://" + host + ":" + port;
            client.redirectUri(crm + "/login/oauth2/code/" + CLIENT).postLogoutRedirectUri(crm + "/");
        }
        context.getBean(SignInServerContext.Clients.class).only(client.build());
    }

    @Override
    public void close() {
        context.close();
    }
}
