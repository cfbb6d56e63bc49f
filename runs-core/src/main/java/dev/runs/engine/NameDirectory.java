package dev.runs.engine;

import dev.runs.actor.Identity;
import dev.runs.record.Names;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the host what people are called. A page is shown also if the host cannot say it: with ids. */
final class NameDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(NameDirectory.class);

    private final Identity identity;

    NameDirectory(Identity identity) {
        this.identity = identity;
    }

    /** Returns what those are called whom the host knows. */
    Names names(String tenant, Set<String> ids) {
        if (ids.isEmpty()) {
            return Names.NONE;
        }
        try {
            Map<String, String> told = new TreeMap<>(identity.names(tenant, Set.copyOf(ids)));
            told.keySet().retainAll(ids);
            return Names.of(told, ids);
        } catch (RuntimeException e) {
            LOG.warn("The host's identity port could not say what people are called; ids are shown", e);
            return Names.NONE;
        }
    }
}
