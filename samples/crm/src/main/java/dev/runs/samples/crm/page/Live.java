package dev.runs.samples.crm.page;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a page hears of what happens after it was read. It stands in the model of every page; which page listens to what is said by
 * its template.
 *
 * @param path where the stream of events is
 */
public record Live(String path) {
    /** Returns the stream of everything that happens in the tenant. */
    public String all() {
        return path;
    }

    /** Returns the stream of what happens in a run. */
    public String run(String id) {
        return UriComponentsBuilder.fromPath(path)
                .queryParam("run", "{run}")
                .encode()
                .buildAndExpand(id)
                .toUriString();
    }
}
