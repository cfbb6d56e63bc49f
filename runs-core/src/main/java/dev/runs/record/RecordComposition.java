package dev.runs.record;

import java.time.ZoneId;

/** Puts facts and wording together. */
final class RecordComposition {
    private final RecordSource source;
    private final ZoneId zone;

    RecordComposition(RecordSource source, ZoneId zone) {
        this.source = source;
        this.zone = zone;
    }

    RunRecord compose() {
        if (zone.getId().isEmpty()) {
            return compose();
        }
        throw new UnsupportedOperationException(
                "the composition of run '" + source.run().id() + "' comes next");
    }
}
