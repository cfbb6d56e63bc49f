package dev.runs.samples.crm;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** A test on {@link TestCrm}, without demo data; handlers run when the test says so. All of them share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {TestCrm.class, CrmFixture.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"runs.worker.enabled=false", "crm.demo-data=false"})
public @interface CrmTest {}
