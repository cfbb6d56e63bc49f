package dev.runs.samples.crm.signin;

import dev.runs.samples.crm.people.DemoPeople;
import dev.runs.samples.crm.scim.ScimTokens;
import java.io.PrintStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/** Says where the demonstration is, who can sign in and which tokens provision people; to the console, not to a log. */
final class DemoGreeting implements ApplicationListener<ApplicationReadyEvent> {
    private final SignInServer server;
    private final ScimTokens tokens;
    private final PrintStream out;

    DemoGreeting(SignInServer server, ScimTokens tokens, PrintStream out) {
        this.server = server;
        this.tokens = tokens;
        this.out = out;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof ServletWebServerApplicationContext web
                && web.getWebServer() != null) {
            String crm = "http://127.0.0.1:" + web.getWebServer().getPort();
            out.println("The CRM is at " + crm);
            out.println("Sign in with the password " + server.password() + " as");
            out.println(DemoPeople.asText());
            tokens.fresh()
                    .forEach((tenant, token) ->
                            out.println("SCIM for " + tenant + " is at " + crm + "/scim/v2 with the token " + token));
            out.flush();
        }
    }
}
