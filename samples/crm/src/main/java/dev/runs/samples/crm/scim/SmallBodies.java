package dev.runs.samples.crm.scim;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody fill the memory: a body says how long it is, and is not longer than a megabyte. */
final class SmallBodies extends OncePerRequestFilter {
    private static final long MOST = 1_000_000;

    private final Refusal refusal;

    SmallBodies(Refusal refusal) {
        this.refusal = refusal;
    }

    /** Writes the answer of a request that goes no further. */
    @FunctionalInterface
    interface Refusal {
        void write(HttpServletResponse response, HttpStatus status, String why) throws IOException;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > MOST) {
            refusal.write(response, HttpStatus.CONTENT_TOO_LARGE, "a body has " + MOST + " bytes at most");
        } else if (request.getHeader("Transfer-Encoding") != null) {
            refusal.write(response, HttpStatus.LENGTH_REQUIRED, "a body needs a Content-Length");
        } else {
            chain.doFilter(request, response);
        }
    }
}
