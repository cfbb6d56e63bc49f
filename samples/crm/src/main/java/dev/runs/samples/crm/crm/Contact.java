package dev.runs.samples.crm.crm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Optional;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A person at a customer. */
@Entity
public class Contact {
    @Id
    private String id;

    @TenantId
    private String tenant;

    private String accountId;
    private String name;
    private @Nullable String email;
    private boolean mayContact;

    @SuppressWarnings("NullAway.Init")
    protected Contact() {}

    public String id() {
        return id;
    }

    public String tenant() {
        return tenant;
    }

    public String accountId() {
        return accountId;
    }

    public String name() {
        return name;
    }

    /** Returns the address as somebody typed it; it need not be one. */
    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    /** Returns whether the person agreed to get messages. */
    public boolean mayBeContacted() {
        return mayContact;
    }
}
