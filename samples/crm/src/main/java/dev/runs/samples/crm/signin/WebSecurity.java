package dev.runs.samples.crm.signin;

import dev.runs.samples.crm.people.People;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What a browser must show to be let in, and what it is told never to do. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {
    static final String REFUSED = "/sign-in-refused";

    private static final String SIGN_IN = "/oauth2/authorization/" + SignInServer.CLIENT;

    @Bean
    @Order(2)
    SecurityFilterChain pages(
            HttpSecurity http, ClientRegistrationRepository clients, People people, SignInProperties settings) {
        ClientRegistration provider =
                Objects.requireNonNull(clients.findByRegistrationId(SignInServer.CLIENT), SignInServer.CLIENT);
        RequestMatcher page = pages();
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/assets/**", "/webjars/**", "/favicon.ico", "/actuator/health", REFUSED)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new StillProvisioned(people), AuthorizationFilter.class)
                // A page leads to the sign-in, and back to it afterwards; a program is told that it is nobody.
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(SIGN_IN), page)
                        .defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), any -> true))
                .requestCache(cache -> cache.requestCache(requestsOf(page)))
                .oauth2Login(login -> login.loginPage(SIGN_IN)
                        .userInfoEndpoint(user -> user.oidcUserService(known(people, settings)))
                        // The CRM calls nothing with the token; it goes when the session goes.
                        .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                        .failureUrl(REFUSED))
                .logout(logout -> logout.logoutSuccessHandler(atTheProviderToo(clients)))
                .csrf(csrf -> csrf.spa().csrfTokenRepository(readableByPages()))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy(provider)))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions ->
                                permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN)));
        return http.build();
    }

    /** No other name of this machine, so that a foreign site that points its name here is not taken for the CRM. */
    @Bean
    StrictHttpFirewall calledByItsOwnNames(SignInProperties settings) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames(settings.hostNames()::contains);
        return firewall;
    }

    /** Requests of somebody who looks at pages, not of a script. */
    private static RequestMatcher pages() {
        MediaTypeRequestMatcher html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return request -> html.matches(request)
                && !request.getRequestURI().startsWith("/api/")
                && request.getHeader("HX-Request") == null;
    }

    private static HttpSessionRequestCache requestsOf(RequestMatcher page) {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> request.getMethod().equals("GET") && page.matches(request));
        return cache;
    }

    private static OidcUserService known(People people, SignInProperties settings) {
        OidcUserService users = new OidcUserService();
        users.setRetrieveUserInfo(request -> false);
        users.setOidcUserConverter(new KnownPeople(people, settings.tenantClaim()));
        return users;
    }

    private static OidcClientInitiatedLogoutSuccessHandler atTheProviderToo(ClientRegistrationRepository clients) {
        OidcClientInitiatedLogoutSuccessHandler handler = new OidcClientInitiatedLogoutSuccessHandler(clients);
        handler.setPostLogoutRedirectUri("{baseUrl}/");
        return handler;
    }

    /** Scripts of our pages read the cookie and send it back as a header, which no other site can do. */
    private static CookieCsrfTokenRepository readableByPages() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        return tokens;
    }

    /** Nothing from elsewhere, nothing inline; forms lead to us and, after signing out, to the provider. */
    private static String policy(ClientRegistration provider) {
        URI at = URI.create(provider.getProviderDetails().getAuthorizationUri());
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                + " connect-src 'self'; manifest-src 'self'; form-action 'self' " + at.getScheme() + "://"
                + at.getAuthority() + "; base-uri 'none'; frame-ancestors 'none'";
    }
}
