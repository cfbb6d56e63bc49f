package dev.runs.samples.crm.signin;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/** Sign-in and provisioning without the rest of the CRM. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        excludeName = {
            "dev.runs.spring.boot.RulesAutoConfiguration",
            "dev.runs.spring.boot.RunsAutoConfiguration",
            "dev.runs.spring.boot.RunsHealthAutoConfiguration",
            "dev.runs.spring.boot.RunsMetricsAutoConfiguration",
            "dev.runs.spring.boot.RunsWebAutoConfiguration"
        })
@ComponentScan(
        basePackages = {
            "dev.runs.samples.crm.people",
            "dev.runs.samples.crm.signin",
            "dev.runs.samples.crm.scim",
            "dev.runs.samples.crm.tenant"
        },
        // Not the applications of other tests.
        excludeFilters = @Filter(type = FilterType.ANNOTATION, classes = SpringBootConfiguration.class))
public class SignInApplication {}
