package dev.runs.samples.crm.tenant;

import dev.runs.samples.crm.CrmApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** All of the CRM, without what other tests have beside it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EntityScan("dev.runs.samples.crm.crm")
@EnableJpaRepositories("dev.runs.samples.crm.crm")
@ComponentScan(
        basePackageClasses = CrmApplication.class,
        excludeFilters = {
            @Filter(type = FilterType.ANNOTATION, classes = SpringBootConfiguration.class),
            @Filter(type = FilterType.REGEX, pattern = ".*\\.(CrmFixture|SomePage)")
        })
public class WholeCrm {}
