package dev.runs.samples.crm.tenant;

import org.hibernate.cfg.MultiTenancySettings;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets entities have a {@link org.hibernate.annotations.TenantId}. */
@Configuration(proxyBeanMethods = false)
class TenantConfiguration {
    @Bean
    HibernatePropertiesCustomizer tenantOfThread() {
        return settings -> settings.put(MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new TenantOfThread());
    }
}
