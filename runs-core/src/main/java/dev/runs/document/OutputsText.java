package dev.runs.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a handler left behind, in words.
 *
 * @param note one sentence on what was done
 * @param previews what it did or would do, as people read it
 * @param artifacts files
 * @param roadmapLinks product demand that was heard
 * @since 0.1.0
 */
public record OutputsText(
        Optional<String> note, List<Preview> previews, List<File> artifacts, List<Link> roadmapLinks) {
    /**
     * An action preview.
     *
     * @param title what
     * @param text in which words
     * @since 0.1.0
     */
    public record Preview(String title, String text) {}

    /**
     * A file.
     *
     * @param id its id, unique within the tenant
     * @param title its title
     * @param mediaType what kind of file it is
     * @param location where the host keeps it
     * @since 0.1.0
     */
    public record File(String id, String title, String mediaType, String location) {}

    /**
     * A roadmap link.
     *
     * @param id the roadmap item's id, unique within the tenant
     * @param title its title
     * @since 0.1.0
     */
    public record Link(String id, String title) {}

    /** Copies the lists. */
    public OutputsText {
        previews = List.copyOf(previews);
        artifacts = List.copyOf(artifacts);
        roadmapLinks = List.copyOf(roadmapLinks);
    }

    /** Returns the fields to keep. */
    public Map<String, ?> toFields() {
        return Fields.builder()
                .text("note", note)
                .objects(
                        "previews",
                        previews,
                        preview -> Fields.builder()
                                .put("title", preview.title())
                                .put("text", preview.text())
                                .build())
                .objects(
                        "artifacts",
                        artifacts,
                        file -> Fields.builder()
                                .put("id", file.id())
                                .put("title", file.title())
                                .put("mediaType", file.mediaType())
                                .put("location", file.location())
                                .build())
                .objects(
                        "roadmap",
                        roadmapLinks,
                        link -> Fields.builder()
                                .put("id", link.id())
                                .put("title", link.title())
                                .build())
                .build();
    }

    /** Reads kept fields. */
    public static OutputsText from(Fields fields) {
        return new OutputsText(
                fields.optionalText("note"),
                fields.objects("previews", preview -> new Preview(preview.text("title"), preview.text("text"))),
                fields.objects(
                        "artifacts",
                        file -> new File(
                                file.text("id"), file.text("title"), file.text("mediaType"), file.text("location"))),
                fields.objects("roadmap", link -> new Link(link.text("id"), link.text("title"))));
    }
}
