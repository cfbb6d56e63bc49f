package dev.runs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.storage.Cursor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Words of the library as they stand in addresses, and the reverse. */
final class Keys {
    private Keys() {}

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)))
                    .substring(0, 40);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A store's cursor holds what the store likes; in an address it is letters and digits. */
    static String text(Cursor cursor) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(cursor.token().getBytes(UTF_8));
    }

    static Cursor cursor(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return new Cursor(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw badCursor();
        }
    }

    static ApiException badCursor() {
        return ApiException.bad(
                "after",
                "The cursor is not one of this list.",
                "give the cursor that the page before this one named, or leave it out to begin anew");
    }
}
