package dev.runs.samples.crm.crm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.TenantId;

/** Something that a customer complains about. */
@Entity
public class SupportCase {
    @Id
    private String id;

    @TenantId
    private String tenant;

    private String accountId;
    private String subject;
    private String severity;
    private String status;
    private Instant openedAt;

    @SuppressWarnings("NullAway.Init")
    protected SupportCase() {}

    public String id() {
        return id;
    }

    public String tenant() {
        return tenant;
    }

    public String accountId() {
        return accountId;
    }

    public String subject() {
        return subject;
    }

    public String severity() {
        return severity;
    }

    public String status() {
        return status;
    }

    public Instant openedAt() {
        return openedAt;
    }

    /** Closes the case. */
    public void close() {
        this.status = "closed";
    }
}
