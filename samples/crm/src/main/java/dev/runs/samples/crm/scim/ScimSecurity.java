package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Tenants;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import tools.jackson.databind.json.JsonMapper;

/** Who provisions shows a token with each request; no session and no cookie counts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScimProperties.class)
class ScimSecurity {
    @Bean
    ScimTokens scimTokens(Tenants tenants, ScimProperties settings) {
        return new ScimTokens(tenants, settings.tokens());
    }

    @Bean
    @Order(1)
    SecurityFilterChain provisioning(HttpSecurity http, ScimTokens tokens, JsonMapper json) {
        BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
        return http.securityMatcher("/scim/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(tokens))
                        .authenticationEntryPoint((request, response, refused) -> {
                            challenge.commence(request, response, refused);
                            write(json, response, HttpStatus.UNAUTHORIZED, "a valid bearer token is needed");
                        }))
                .addFilterAfter(
                        new SmallBodies((response, status, why) -> write(json, response, status, why)),
                        AuthorizationFilter.class)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void write(JsonMapper json, HttpServletResponse response, HttpStatus status, @Nullable String why)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(Answers.JSON);
        response.getOutputStream().write(json.writeValueAsBytes(ErrorTree.of(status, null, why)));
    }
}
