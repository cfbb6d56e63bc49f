package dev.runs.samples.crm.crm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Optional;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A customer, or somebody who may become one. */
@Entity
public class Account {
    @Id
    private String id;

    @TenantId
    private String tenant;

    private String name;
    private @Nullable String owner;
    private String tier;
    private @Nullable String country;
    private boolean legalHold;
    private @Nullable String mergedInto;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    public String id() {
        return id;
    }

    public String tenant() {
        return tenant;
    }

    /** Returns the name as somebody typed it: it can be long, hold markup, or read from right to left. */
    public String name() {
        return name;
    }

    /** Returns the key of the person who owns the account, if anybody does. */
    public Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    public String tier() {
        return tier;
    }

    public Optional<String> country() {
        return Optional.ofNullable(country);
    }

    public boolean isUnderLegalHold() {
        return legalHold;
    }

    /** Returns the account that this one is a duplicate of, once they were merged. */
    public Optional<String> mergedInto() {
        return Optional.ofNullable(mergedInto);
    }

    /** Marks this account as a duplicate; its opportunities, cases and meetings are the survivor's. */
    public void mergeInto(Account survivor) {
        if (survivor.id.equals(id)) {
            throw new IllegalArgumentException("account '" + id + "' cannot be merged into itself");
        }
        this.mergedInto = survivor.id;
    }
}
