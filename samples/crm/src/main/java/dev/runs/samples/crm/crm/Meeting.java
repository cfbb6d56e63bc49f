package dev.runs.samples.crm.crm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A conversation, with what was said in it. */
@Entity
public class Meeting {
    @Id
    private String id;

    @TenantId
    private String tenant;

    private String accountId;
    private @Nullable String opportunityId;
    private String title;
    private Instant heldAt;
    private boolean external;
    private String attendees;
    private String transcript;

    @SuppressWarnings("NullAway.Init")
    protected Meeting() {}

    /** Makes a meeting; whose it is the thread's tenant says. */
    @SuppressWarnings("NullAway.Init")
    public Meeting(
            String id,
            String accountId,
            Optional<String> opportunityId,
            String title,
            Instant heldAt,
            List<String> attendees,
            String transcript) {
        this.id = id;
        this.accountId = accountId;
        this.opportunityId = opportunityId.orElse(null);
        this.title = title;
        this.heldAt = heldAt;
        this.external = true;
        this.attendees = String.join("\n", attendees);
        this.transcript = transcript;
    }

    public String id() {
        return id;
    }

    public String tenant() {
        return tenant;
    }

    public String accountId() {
        return accountId;
    }

    public Optional<String> opportunityId() {
        return Optional.ofNullable(opportunityId);
    }

    public String title() {
        return title;
    }

    public Instant heldAt() {
        return heldAt;
    }

    /** Returns whether people from outside took part. */
    public boolean isExternal() {
        return external;
    }

    public List<String> attendees() {
        return attendees.isEmpty() ? List.of() : Arrays.asList(attendees.split("\n", -1));
    }

    public String transcript() {
        return transcript;
    }
}
