package dev.runs.benchmarks.peers.contestant;

import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rule pack of the samples. */
final class Governance {
    private static final List<String> FILES =
            List.of("pack.yaml", "roles.yaml", "advocacy.drl", "data-export.drl", "discounts.drl", "outbound.drl");

    private Governance() {}

    static RulePack pack() {
        Map<String, String> files = new LinkedHashMap<>();
        FILES.forEach(name -> files.put(name, text("/governance/" + name)));
        return RulePacks.of("governance", files);
    }

    private static String text(String resource) {
        try (InputStream bytes = Governance.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
