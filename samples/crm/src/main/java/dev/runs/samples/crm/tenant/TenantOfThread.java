package dev.runs.samples.crm.tenant;

import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Tells Hibernate the tenant of the current thread; without one it finds nothing and can write nothing. */
final class TenantOfThread implements CurrentTenantIdentifierResolver<String> {
    /** No tenant has this id: the table of tenants does not have it. */
    static final String NOBODY = "-";

    @Override
    public String resolveCurrentTenantIdentifier() {
        return CurrentTenant.is().orElse(NOBODY);
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return true;
    }
}
