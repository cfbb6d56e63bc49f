package dev.runs.samples.crm.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in.
 *
 * @param issuer an OpenID provider elsewhere; nothing to start the one of the demonstration
 * @param clientId as which that provider knows the CRM
 * @param clientSecret the CRM's secret at that provider
 * @param tenantClaim the claim of the ID token that says of which tenant the person is; the provider is trusted with it
 * @param port the port of the demonstration's own server
 * @param password the password of everybody of the demonstration; nothing for a random one
 * @param hostNames by which names browsers may call the CRM
 */
@ConfigurationProperties("crm.sign-in")
record SignInProperties(
        @Nullable String issuer,
        @DefaultValue(SignInServer.CLIENT) String clientId,
        @Nullable String clientSecret,
        @DefaultValue("tenant") String tenantClaim,
        @DefaultValue("9000") int port,
        @Nullable String password,
        @DefaultValue({"127.0.0.1", "localhost"}) List<String> hostNames) {}
