package dev.runs.samples.crm.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Marks the parts of a page, so that the browser can tell which of them are different when the page is read again. */
public final class Parts {
    private static final int LENGTH = 16;

    /** Returns the mark of a part that shows the given data: the same for the same data. */
    public String of(@Nullable Object data) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(data).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a new key under which a form counts once, however often it is sent. */
    public String key() {
        return UUID.randomUUID().toString();
    }
}
