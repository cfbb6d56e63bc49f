package dev.runs.codec;

import dev.runs.content.JsonReader;
import dev.runs.document.Fields;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.storage.Bytes;
import java.time.DateTimeException;
import java.util.function.Supplier;

/** Canonical JSON as bytes, and the refusal of what is damaged or newer. */
final class Documents {
    private Documents() {}

    static Fields read(String document, Bytes bytes) {
        return read(document, bytes, JsonReader.of(0));
    }

    /** Reads one of many documents. */
    static Fields read(String document, Bytes bytes, JsonReader reader) {
        try {
            return Fields.of(document, reader.read(bytes));
        } catch (RunsException e) {
            throw new RunsException(
                    new Problem(
                            ErrorCode.CODEC_DAMAGED,
                            "Stored document '" + document + "' is not the JSON that the library wrote.",
                            "restore the store from a backup, and report how it came about"),
                    e);
        }
    }

    /** Reads a document's parts; a value that no part can have is damage too. */
    static <T> T decode(String document, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new RunsException(
                    new Problem(
                            ErrorCode.CODEC_DAMAGED,
                            "Stored document '" + document + "' has a value that cannot be: " + e.getMessage() + ".",
                            "restore the store from a backup, and report how it came about"),
                    e);
        }
    }

    static void refuseNewer(String document, int schema, int known) {
        if (schema > known) {
            throw new RunsException(new Problem(
                    ErrorCode.CODEC_NEWER,
                    "Stored document '" + document + "' has form " + schema + ", this library reads up to " + known
                            + ".",
                    "use the version of the library that wrote it, or a newer one"));
        }
    }
}
