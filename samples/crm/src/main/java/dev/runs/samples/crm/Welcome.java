package dev.runs.samples.crm;

import dev.runs.samples.crm.people.DemoPeople;
import dev.runs.samples.crm.signin.SignInServer;
import java.io.PrintStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where the CRM is and who can sign in. */
@Component
class Welcome {
    private final ServletWebServerApplicationContext application;
    private final ObjectProvider<SignInServer> signIn;

    Welcome(ServletWebServerApplicationContext application, ObjectProvider<SignInServer> signIn) {
        this.application = application;
        this.signIn = signIn;
    }

    @EventListener(ApplicationReadyEvent.class)
    void greet() {
        greet(System.out);
    }

    private void greet(PrintStream out) {
        int port = java.util.Objects.requireNonNull(application.getWebServer()).getPort();
        out.println();
        out.println("The CRM is at http://127.0.0.1:" + port + "/ and its API at http://127.0.0.1:" + port + "/api/runs/v1");
        signIn.ifAvailable(server -> {
            out.println("Sign in, with the password " + server.password() + ", as one of:");
            out.println(DemoPeople.asText());
        });
        out.flush();
    }
}
