package dev.runs.codec;

import dev.runs.content.JsonWriter;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.RunHead;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;

/**
 * How one instance of the library stores runs: the form that it writes, and the newest one that it reads. What is newer is
 * refused, never guessed. Immutable.
 *
 * @param writes the form of what is written
 * @param reads the newest form that is read
 * @since 0.1.0
 */
public record Codec(StoredForm writes, StoredForm reads) {
    /** Checks that it can read what it writes. */
    public Codec {
        if (!reads.has(writes)) {
            throw new IllegalArgumentException("a codec that writes " + writes + " and reads only " + reads);
        }
    }

    /** Returns the codec of this version of the library, which writes the given form. */
    public static Codec writing(StoredForm form) {
        return new Codec(form, StoredForm.newest());
    }

    /** Returns the codec of a version of the library for which the given form was the newest. */
    public static Codec upTo(StoredForm form) {
        return new Codec(form, form);
    }

    /** Returns the stored form of an event. */
    public StoredEvent encode(RecordedEvent event) {
        return encode(event, new JsonWriter());
    }

    /** As {@link #encode(RecordedEvent)}, for one of several documents that are written together. */
    public StoredEvent encode(RecordedEvent event, JsonWriter writer) {
        return EventCodec.encode(event, writes, writer);
    }

    /** Reads a stored event. */
    public RecordedEvent decode(StoredEvent event) {
        return EventCodec.decode(event, reads);
    }

    /** Returns the head of a run. */
    public RunHead head(Run run) {
        return head(run, new JsonWriter());
    }

    /** As {@link #head(Run)}, for one of several documents that are written together. */
    public RunHead head(Run run, JsonWriter writer) {
        return StateCodec.head(run, writes, writer);
    }

    /** Returns the row of a step. */
    public StepRow row(Run run, Step step) {
        return row(run, step, new JsonWriter());
    }

    /** As {@link #row(Run, Step)}, for one of several documents that are written together. */
    public StepRow row(Run run, Step step, JsonWriter writer) {
        return StateCodec.row(run, step, writes, writer);
    }

    /** Reads a run. */
    public Run run(StoredRun stored) {
        return StateCodec.run(stored, reads);
    }
}
