package dev.runs.samples.crm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The sample CRM: {@code java -jar samples/crm/target/crm.jar}. It brings its own database and its own sign-in; the properties
 * {@code spring.datasource.url} and {@code crm.sign-in.issuer} name others.
 */
@SpringBootApplication
public class CrmApplication {
    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(CrmApplication.class, args);
    }
}
