package dev.runs.samples.approvallog;

import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be used. The message says where, what is wrong, and on a second line how to mend it. */
final class BadInputException extends IOException {
    private BadInputException(String where, String what, String fix) {
        super(where + "  " + what + "\nFix: " + fix);
    }

    /** The file as a whole is wrong. */
    static BadInputException in(Path file, String what, String fix) {
        return new BadInputException(file.toString(), what, fix);
    }

    /** Something at a place of the file is wrong. */
    static BadInputException at(Path file, Place place, String what, String fix) {
        return new BadInputException(file + ":" + place, what, fix);
    }
}
