package dev.runs.samples.approvallog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small logs: one event per hour. */
final class TestLog {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<log>\n");
    private int hour;

    /** Adds a case whose events are given by their names; those of the payment system have the role UNDEFINED. */
    TestLog trace(String id, String amount, String... events) {
        text.append("<trace>\n<string key=\"concept:name\" value=\"" + id + "\"/>\n<float key=\"Amount\" value=\""
                + amount + "\"/>\n");
        for (String name : events) {
            String role = name.contains(" by ") ? name.substring(name.indexOf(" by ") + 4) : "UNDEFINED";
            text.append("<event><string key=\"concept:name\" value=\"" + name + "\"/>"
                    + "<string key=\"org:role\" value=\"" + role + "\"/>"
                    + "<date key=\"time:timestamp\" value=\"2017-01-" + String.format("%02d", 1 + hour / 24) + "T"
                    + String.format("%02d", hour % 24) + ":00:00.000+01:00\"/></event>\n");
            hour++;
        }
        text.append("</trace>\n");
        return this;
    }

    String text() {
        return text + "</log>\n";
    }

    Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("log.xes"), text());
    }
}
