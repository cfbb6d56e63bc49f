package dev.runs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ids of events. A position of the feed counts the commits of all tenants, which is nobody's business: so it is sealed, with the
 * tenant. One block holds the position and eight bytes of the tenant's digest, by which a forged or foreign id is known.
 */
final class StreamIds {
    static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    StreamIds(byte[] key) {
        this.key = new SecretKeySpec(key.clone(), "AES");
    }

    /** Returns ids that only this instance can read: after a restart clients are told to read anew. */
    static StreamIds random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new StreamIds(key);
    }

    String seal(String tenant, long position) {
        byte[] block =
                ByteBuffer.allocate(16).putLong(position).put(mark(tenant)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(crypt(Cipher.ENCRYPT_MODE, block));
    }

    /** Reads an id; empty if it is none of this tenant's and this key. */
    OptionalLong open(String tenant, String id) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        if (sealed.length != 16) {
            return OptionalLong.empty();
        }
        ByteBuffer block = ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, sealed));
        long position = block.getLong();
        byte[] mark = new byte[8];
        block.get(mark);
        return MessageDigest.isEqual(mark, mark(tenant)) && position >= 0
                ? OptionalLong.of(position)
                : OptionalLong.empty();
    }

    private static byte[] mark(String tenant) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(tenant.getBytes(UTF_8)), 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private byte[] crypt(int mode, byte[] block) {
        try {
            // One block, in which nothing repeats but equal positions of one tenant: no mode of chaining is needed.
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key);
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }
}
