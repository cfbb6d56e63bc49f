package dev.runs.samples.approvallog;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One case of a log ("trace" in the format).
 *
 * @param id its {@code concept:name}
 * @param attributes all its attributes by key
 * @param events its events in the order of the file, which is their order in time
 * @param place where it begins
 */
record XesCase(String id, Map<String, XesAttribute> attributes, List<Event> events, Place place) {
    XesCase {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        events = List.copyOf(events);
    }

    /**
     * Something that happened in a case.
     *
     * @param name its {@code concept:name}: the activity
     * @param at its {@code time:timestamp}
     * @param role its {@code org:role}: by whom, empty if the log does not say
     * @param place where it begins
     */
    record Event(String name, Instant at, String role, Place place) {}
}
