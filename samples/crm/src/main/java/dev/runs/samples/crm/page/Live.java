package dev.runs.samples.crm.page;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a page hears of what happens after it was read. It stands in the model of every page; which page listens to what is said by
 * its template.
 *
 * @param path where the stream of events is
 * @param after the id of the last event before the page was read
 */
public record Live(String path, String after) {
    /** Returns the stream of everything that happens in the tenant. */
    public String all() {
        return UriComponentsBuilder.fromPath(path)
                .queryParam("after", "{after}")
                .encode()
                .buildAndExpand(after)
                .toUriString();
    }

    /** Returns the stream of what happens in a run. */
    public String run(String id) {
        return UriComponentsBuilder.fromPath(path)
                .queryParam("run", "{run}")
                .queryParam("after", "{after}")
                .encode()
                .buildAndExpand(id, after)
                .toUriString();
    }
}
