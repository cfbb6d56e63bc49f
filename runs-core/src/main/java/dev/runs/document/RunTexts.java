package dev.runs.document;

import dev.runs.action.Pattern;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words of a run or of steps added to it.
 *
 * @param title the run's title; empty where only steps were added
 * @param owner how people call who answers for the run
 * @param summary the clause that says what was found, such as {@code Positive customer outcomes were detected}
 * @param signal the signal's words
 * @param meetings the meetings' words by id
 * @param steps the steps' words by id
 * @since 0.1.0
 */
public record RunTexts(
        Optional<String> title,
        Optional<String> owner,
        Optional<String> summary,
        Optional<SignalText> signal,
        Map<String, MeetingText> meetings,
        Map<String, StepText> steps) {
    /**
     * A signal's words.
     *
     * @param label what happened, such as {@code Positive outcome call detected}
     * @param at when
     * @since 0.1.0
     */
    public record SignalText(String label, Instant at) {}

    /**
     * A meeting's words.
     *
     * @param title its title
     * @param at when it was
     * @param pattern whether people from outside took part
     * @param attendees who took part; none if nobody said
     * @since 0.1.0
     */
    public record MeetingText(String title, Instant at, Pattern pattern, Set<String> attendees) {
        /** Copies the attendees. */
        public MeetingText {
            attendees = Collections.unmodifiableSortedSet(new TreeSet<>(attendees));
        }

        /** Makes the words of a meeting of which nobody said who took part. */
        public MeetingText(String title, Instant at, Pattern pattern) {
            this(title, at, pattern, Set.of());
        }
    }

    /**
     * A step's words.
     *
     * @param title the step's title
     * @param action its action's title
     * @param note what is said of the step when it is done, unless its handler says something else
     * @since 0.1.0
     */
    public record StepText(String title, Optional<String> action, Optional<String> note) {}

    /** Copies the maps. */
    public RunTexts {
        meetings = Map.copyOf(meetings);
        steps = Map.copyOf(steps);
    }

    /** Returns the texts of steps alone. */
    public static RunTexts ofSteps(Map<String, StepText> steps) {
        return new RunTexts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), steps);
    }

    /** Returns the fields to keep. */
    public Map<String, ?> toFields() {
        Map<String, Object> meetingFields = new LinkedHashMap<>();
        meetings.forEach((id, meeting) -> meetingFields.put(id, fields(meeting)));
        Map<String, Object> stepFields = new LinkedHashMap<>();
        steps.forEach((id, step) -> stepFields.put(
                id,
                Fields.builder()
                        .put("title", step.title())
                        .text("action", step.action())
                        .text("note", step.note())
                        .build()));
        return Fields.builder()
                .text("title", title)
                .text("owner", owner)
                .text("summary", summary)
                .object(
                        "signal",
                        signal,
                        text -> Fields.builder()
                                .put("label", text.label())
                                .put("at", text.at())
                                .build())
                .put("meetings", meetingFields)
                .put("steps", stepFields)
                .build();
    }

    private static Map<String, ?> fields(MeetingText meeting) {
        Fields.Builder fields = Fields.builder()
                .put("title", meeting.title())
                .put("at", meeting.at())
                .put("pattern", meeting.pattern());
        return (meeting.attendees().isEmpty() ? fields : fields.texts("attendees", meeting.attendees())).build();
    }

    /** Reads kept fields. */
    public static RunTexts from(Fields fields) {
        return new RunTexts(
                fields.optionalText("title"),
                fields.optionalText("owner"),
                fields.optionalText("summary"),
                fields.optionalObject("signal")
                        .map(signal -> new SignalText(signal.text("label"), signal.instant("at"))),
                fields.entries(
                        "meetings",
                        meeting -> new MeetingText(
                                meeting.text("title"),
                                meeting.instant("at"),
                                meeting.constant("pattern", Pattern.class),
                                meeting.has("attendees") ? meeting.set("attendees") : Set.of())),
                fields.entries(
                        "steps",
                        step -> new StepText(
                                step.text("title"), step.optionalText("action"), step.optionalText("note"))));
    }
}
