package dev.runs.samples.crm.crm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A sale that may come about. Stage and currency are whatever was typed; the dates can be in the wrong order. */
@Entity
public class Opportunity {
    @Id
    private String id;

    @TenantId
    private String tenant;

    private String accountId;
    private String name;
    private @Nullable String owner;
    private String stage;
    private @Nullable BigDecimal amount;
    private @Nullable String currency;
    private LocalDate openedOn;
    private @Nullable LocalDate closesOn;
    private int discountPercent;

    @SuppressWarnings("NullAway.Init")
    protected Opportunity() {}

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

    public Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    public String stage() {
        return stage;
    }

    public Optional<BigDecimal> amount() {
        return Optional.ofNullable(amount);
    }

    public Optional<String> currency() {
        return Optional.ofNullable(currency);
    }

    public LocalDate openedOn() {
        return openedOn;
    }

    public Optional<LocalDate> closesOn() {
        return Optional.ofNullable(closesOn);
    }

    public int discountPercent() {
        return discountPercent;
    }

    /** Writes down what was offered. */
    public void offerDiscount(int percent) {
        this.discountPercent = percent;
    }
}
