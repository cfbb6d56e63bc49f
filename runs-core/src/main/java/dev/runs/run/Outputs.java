package dev.runs.run;

import java.util.List;

/**
 * What a handler left behind, by id; the words are content.
 *
 * @param content the content that holds note, titles and previews
 * @param previews how many action previews it published
 * @param artifacts the ids of the files
 * @param roadmapLinks the ids of the roadmap items
 * @since 0.1.0
 */
public record Outputs(String content, int previews, List<String> artifacts, List<String> roadmapLinks) {
    /** Copies the lists. */
    public Outputs {
        artifacts = List.copyOf(artifacts);
        roadmapLinks = List.copyOf(roadmapLinks);
    }
}
