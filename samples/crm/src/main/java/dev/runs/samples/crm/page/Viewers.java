package dev.runs.samples.crm.page;

import jakarta.servlet.http.HttpServletRequest;

/** Knows who looks at a page. */
@FunctionalInterface
public interface Viewers {
    /** Returns who has sent a request; there is somebody, as pages are behind the sign-in. */
    Viewer of(HttpServletRequest request);
}
