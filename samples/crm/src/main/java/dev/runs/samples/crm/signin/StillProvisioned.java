package dev.runs.samples.crm.signin;

import dev.runs.samples.crm.people.People;
import dev.runs.samples.crm.tenant.CurrentTenant;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks at each request whether the person of the session may still come in; if not, the session ends and the request goes
 * on as nobody's. Otherwise the request is served for the person's tenant.
 */
final class StillProvisioned extends OncePerRequestFilter {
    private final People people;

    StillProvisioned(People people) {
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn person)) {
            chain.doFilter(request, response);
        } else if (people.isActive(person.tenant(), person.person())) {
            CurrentTenant.answer(person.tenant(), () -> chain.doFilter(request, response));
        } else {
            new SecurityContextLogoutHandler().logout(request, response, authentication);
            chain.doFilter(request, response);
        }
    }

    /** What is answered later is answered for the tenant as well. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
