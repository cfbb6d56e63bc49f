package dev.runs.samples.crm.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants, and the tokens that provision them. Tokens are not kept, only their digests. Thread-safe. */
public class Tenants {
    private final JdbcClient database;

    /** Keeps tenants in a database. */
    public Tenants(JdbcClient database) {
        this.database = database;
    }

    /** Returns the ids of all tenants. */
    public List<String> ids() {
        return database.sql("select id from tenant order by id")
                .query(String.class)
                .list();
    }

    /** Returns the name of a tenant. */
    public Optional<String> name(String id) {
        return database.sql("select name from tenant where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Adds a tenant, unless it is there; returns whether it was added. */
    public boolean add(String id, String name) {
        return database.sql("insert into tenant (id, name) values (:id, :name) on conflict do nothing")
                        .param("id", id)
                        .param("name", name)
                        .update()
                == 1;
    }

    /** Returns whether somebody can provision a tenant. */
    public boolean hasToken(String id) {
        return database.sql("select scim_token_hash is not null from tenant where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Lets a token provision a tenant, and no other that did so before. */
    public void token(String id, String token) {
        if (token.length() < 32) {
            throw new IllegalArgumentException("the SCIM token of tenant '" + id + "' has " + token.length()
                    + " characters\nFix: 32 or more, from a source of random numbers");
        }
        database.sql("update tenant set scim_token_hash = :hash where id = :id")
                .param("id", id)
                .param("hash", HexFormat.of().formatHex(digest(token)))
                .update();
    }

    /** Returns the tenant that a token provisions. How long it takes says nothing about how near a wrong token is. */
    public Optional<String> provisionedBy(String token) {
        byte[] given = digest(token);
        return database
                .sql("select id, scim_token_hash from tenant where scim_token_hash is not null")
                .query((row, number) -> new Known(row.getString("id"), row.getString("scim_token_hash")))
                .list()
                .stream()
                .filter(known -> MessageDigest.isEqual(HexFormat.of().parseHex(known.digest()), given))
                .map(Known::tenant)
                .findFirst();
    }

    private record Known(String tenant, String digest) {}

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
