package dev.runs.samples.crm.page;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a page hears of what happens after it was read. It stands in the model of every page; which page listens to what is said by
 * its template.
 *
 * @param path where the stream of events is
 * @param after the id of the last event before the page was read; empty for somebody who may not listen
 */
public record Live(String path, Optional<String> after) {
    /** Returns the stream of everything that happens in the tenant; null if there is none for this person. */
    public @Nullable String all() {
        return after.map(last -> stream(last).build().encode().toUriString()).orElse(null);
    }

    /** Returns the stream of what happens in a run; null if there is none for this person. */
    public @Nullable String run(String id) {
        return after.map(last -> stream(last)
                        .queryParam("run", "{run}")
                        .encode()
                        .buildAndExpand(id)
                        .toUriString())
                .orElse(null);
    }

    /** An id is made of letters, digits, dashes and underscores. */
    private UriComponentsBuilder stream(String last) {
        return UriComponentsBuilder.fromPath(path).queryParam("after", last);
    }
}
