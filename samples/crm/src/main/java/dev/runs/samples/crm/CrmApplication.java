package dev.runs.samples.crm;

import dev.runs.samples.crm.signin.CurrentActor;
import dev.runs.spring.boot.ActorResolver;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

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

    /** As whom the library's API acts: whoever is signed in, as they are now. */
    @Bean
    ActorResolver whoIsAsking(CurrentActor actor) {
        return actor::of;
    }
}
