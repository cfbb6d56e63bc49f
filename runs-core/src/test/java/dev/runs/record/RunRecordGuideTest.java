package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each call that the guide names exists and yields, for the reference run, what the guide says. */
class RunRecordGuideTest {
    private static final Pattern ROW = Pattern.compile("\\| (.+?) \\| `([^`]+)` \\| (.+) \\|");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((\\d*)\\)\\.?");

    private static List<Matcher> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("..", "docs", "guide", "run-record.md"))) {
            return lines.map(ROW::matcher).filter(Matcher::matches).toList();
        }
    }

    private static RunRecord record() {
        Story story = Story.paused();
        story.counters = new WorkspaceCounters(4, 2, 7);
        return story.record();
    }

    @Test
    void everyCall_yieldsWhatTheGuideSays() throws ReflectiveOperationException, IOException {
        List<Matcher> rows = rows();
        assertThat(rows).hasSizeGreaterThan(80);
        for (Matcher row : rows) {
            assertThat(evaluate(record(), row.group(2)))
                    .as("%s: %s", row.group(1), row.group(2))
                    .hasToString(row.group(3));
        }
    }

    private static Object evaluate(Object start, String calls) throws ReflectiveOperationException {
        Object at = start;
        Matcher call = CALL.matcher(calls);
        int end = 0;
        while (call.find()) {
            assertThat(call.start()).as(calls).isEqualTo(end);
            end = call.end();
            at = at instanceof List<?> list && call.group(1).equals("get")
                    ? list.get(Integer.parseInt(call.group(2)))
                    : call(at, call.group(1), call.group(2));
        }
        assertThat(end).as(calls).isEqualTo(calls.length());
        return at;
    }

    private static Object call(Object at, String name, String argument) throws ReflectiveOperationException {
        if (argument.isEmpty()) {
            Method method = at.getClass().getMethod(name);
            return method.invoke(at);
        }
        return at.getClass().getMethod(name, int.class).invoke(at, Integer.parseInt(argument));
    }
}
