package dev.runs.samples.crm.scim;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may provision.
 *
 * @param tokens the token of each tenant; a tenant that has none yet, and is not named here, gets a random one, which is shown once
 */
@ConfigurationProperties("crm.scim")
record ScimProperties(@DefaultValue Map<String, String> tokens) {
    /** Copies the tokens. */
    ScimProperties {
        tokens = Map.copyOf(tokens);
    }
}
