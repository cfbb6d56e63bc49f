package dev.runs.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.content.CanonicalJson;
import dev.runs.document.Fields;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which decision links are sealed: AES in Galois/Counter Mode, so that nobody can read a link or make one up. The
 * newest key seals; all of them open, so that a key is exchanged by adding a newer one and taking the old one away when its links
 * have expired. Whoever has a key can decide in everybody's name: keep keys where the host keeps its secrets. Immutable, and never
 * printed.
 *
 * @since 0.1.0
 */
public final class LinkKeys {
    private static final byte VERSION = 1;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST_TOKEN = 4_096;

    private final String newest;
    private final Map<String, SecretKeySpec> keys;

    private LinkKeys(String newest, Map<String, SecretKeySpec> keys) {
        this.newest = newest;
        this.keys = keys;
    }

    /**
     * Returns one key.
     *
     * @param id its name, at most 32 characters; stands readable in every link
     * @param key 32 random bytes
     * @throws IllegalArgumentException if the name is blank or long, or if the key has another length
     */
    public static LinkKeys of(String id, byte[] key) {
        return new LinkKeys(id, Map.of(id, checked(id, key)));
    }

    /**
     * Returns these keys with a newer one, which seals from now on.
     *
     * @throws IllegalArgumentException if there is a key of that name, or if the key cannot be one
     */
    public LinkKeys newer(String id, byte[] key) {
        if (keys.containsKey(id)) {
            throw new IllegalArgumentException("there is a key '" + id + "' already");
        }
        Map<String, SecretKeySpec> more = new LinkedHashMap<>(keys);
        more.put(id, checked(id, key));
        return new LinkKeys(id, Map.copyOf(more));
    }

    private static SecretKeySpec checked(String id, byte[] key) {
        if (id.isBlank() || id.getBytes(UTF_8).length > 32) {
            throw new IllegalArgumentException("the name of a key has 1 to 32 characters, and '" + id + "' has not");
        }
        if (key.length != 32) {
            throw new IllegalArgumentException("key '" + id + "' has " + key.length + " bytes; it must have 32");
        }
        return new SecretKeySpec(key, "AES");
    }

    /**
     * Seals a document.
     *
     * @param iv twelve random bytes, never used before
     */
    String seal(Map<String, ?> document, byte[] iv) {
        byte[] name = newest.getBytes(UTF_8);
        ByteBuffer head = ByteBuffer.allocate(2 + name.length + IV_BYTES)
                .put(VERSION)
                .put((byte) name.length)
                .put(name)
                .put(iv, 0, IV_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, newest, iv, head.array())
                    .doFinal(CanonicalJson.write(document).getBytes(UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(head.capacity() + sealed.length)
                            .put(head.array())
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal with AES/GCM", e);
        }
    }

    /** Opens what one of the keys sealed; empty for everything else. */
    Optional<Fields> open(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            int name = bytes.length > 2 ? bytes[1] : -1;
            int head = 2 + name + IV_BYTES;
            if (name < 1 || bytes[0] != VERSION || bytes.length <= head + TAG_BITS / 8) {
                return Optional.empty();
            }
            String id = new String(bytes, 2, name, UTF_8);
            if (!keys.containsKey(id)) {
                return Optional.empty();
            }
            byte[] iv = new byte[IV_BYTES];
            System.arraycopy(bytes, 2 + name, iv, 0, IV_BYTES);
            byte[] clear = cipher(
                            Cipher.DECRYPT_MODE,
                            id,
                            iv,
                            ByteBuffer.allocate(head).put(bytes, 0, head).array())
                    .doFinal(bytes, head, bytes.length - head);
            return Optional.of(Fields.of("link", CanonicalJson.parse(new String(clear, UTF_8))));
        } catch (GeneralSecurityException | IllegalArgumentException | ProviderException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String id, byte[] iv, byte[] head) throws GeneralSecurityException {
        @Nullable SecretKeySpec key = keys.get(id);
        if (key == null) {
            throw new GeneralSecurityException("no such key");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(head);
        return cipher;
    }

    /** Returns the names of the keys. */
    @Override
    public String toString() {
        return "LinkKeys" + keys.keySet();
    }
}
