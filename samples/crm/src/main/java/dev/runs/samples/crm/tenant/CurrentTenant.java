package dev.runs.samples.crm.tenant;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For which tenant the current thread works. A web request gets it from the person who is signed in, and from nothing
 * that the request says; work of the program itself says it around what it does. Nothing is inherited by other threads.
 */
public final class CurrentTenant {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private CurrentTenant() {}

    /** Returns the tenant, or empty if the thread works for none. */
    public static Optional<String> is() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Returns the tenant.
     *
     * @throws IllegalStateException if the thread works for none
     */
    public static String require() {
        return is().orElseThrow(() -> new IllegalStateException("no tenant on thread '"
                + Thread.currentThread().getName() + "'\nFix: put CurrentTenant.as around the work"));
    }

    /** Does something for a tenant. */
    public static void as(String tenant, Runnable work) {
        call(tenant, () -> {
            work.run();
            return null;
        });
    }

    /** Returns something for a tenant. */
    public static <T extends @Nullable Object> T call(String tenant, Supplier<T> work) {
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("a tenant's id is blank");
        }
        String before = CURRENT.get();
        CURRENT.set(tenant);
        try {
            return work.get();
        } finally {
            restore(before);
        }
    }

    /** Answers a web request for a tenant. */
    public static void answer(String tenant, Answering work) throws IOException, ServletException {
        String before = CURRENT.get();
        CURRENT.set(tenant);
        try {
            work.answer();
        } finally {
            restore(before);
        }
    }

    /** What answers a web request. */
    @FunctionalInterface
    public interface Answering {
        /** Answers it. */
        void answer() throws IOException, ServletException;
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
