package dev.runs.testing;

import dev.runs.engine.InboxLine;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.Session;
import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What waits for one of the people, with assertions. It is read anew each time.
 *
 * @since 0.1.0
 */
public final class ScenarioInbox {
    private static final int PAGE = 200;

    private final String who;
    private final Session session;

    ScenarioInbox(String who, Session session) {
        this.who = who;
        this.session = session;
    }

    /** Returns what waits, oldest first. */
    public List<InboxLine> lines() {
        return lines(InboxQuery.all());
    }

    /** Returns what waits of a kind, oldest first. */
    public List<InboxLine> lines(InboxQuery query) {
        List<InboxLine> lines = new ArrayList<>();
        Cursor next = Cursor.start();
        while (true) {
            Page<InboxLine> page = session.inbox(query, next, PAGE);
            lines.addAll(page.rows());
            if (page.next().isEmpty()) {
                return lines;
            }
            next = page.next().get();
        }
    }

    /** Asserts that exactly these questions wait, in any order, each written {@code run/step}. */
    public ScenarioInbox hasExactly(String... places) {
        List<String> found = places(lines());
        List<String> wanted = Arrays.stream(places).sorted().toList();
        if (!found.equals(wanted)) {
            throw new AssertionError("The inbox of '" + who + "' has " + found + ", not " + wanted + ".");
        }
        return this;
    }

    /** Asserts that nothing waits. */
    public ScenarioInbox isEmpty() {
        return hasExactly();
    }

    /** Asserts that exactly these questions are late, in any order, each written {@code run/step}. */
    public ScenarioInbox hasOverdue(String... places) {
        List<String> found = places(lines(InboxQuery.all().onlyOverdue()));
        List<String> wanted = Arrays.stream(places).sorted().toList();
        if (!found.equals(wanted)) {
            throw new AssertionError("In the inbox of '" + who + "' " + found + " are late, not " + wanted + ".");
        }
        return this;
    }

    private static List<String> places(List<InboxLine> lines) {
        return lines.stream()
                .map(line -> line.run() + "/" + line.step())
                .distinct()
                .sorted()
                .toList();
    }
}
