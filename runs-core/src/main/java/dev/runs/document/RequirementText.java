package dev.runs.document;

import dev.runs.gate.Approver;
import dev.runs.gate.Deadlines;
import dev.runs.gate.Quorum;
import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Requirements as they are stored. A track of one stage that asks for holders of roles, and knows no deadline but when it is
 * late, is stored as it always was.
 *
 * @since 0.1.0
 */
public final class RequirementText {
    private RequirementText() {}

    /** Returns whether only the fifth form can hold it. */
    public static boolean isOfFormFive(Requirement requirement) {
        return !requirement.evidence().isEmpty()
                || requirement.frozen()
                || !requirement.tracks().stream().allMatch(track -> isPlain(track.stages()));
    }

    private static boolean isPlain(List<Stage> stages) {
        Stage first = stages.get(0);
        return stages.size() == 1
                && first.roles().size() == first.approvers().size()
                && !first.quorum().everyone()
                && !first.back()
                && first.deadlines().equals(Deadlines.due(first.deadlines().due()));
    }

    /** Returns the fields to keep. */
    public static Map<String, ?> write(Requirement requirement) {
        Fields.Builder fields = Fields.builder()
                .objects(
                        "tracks",
                        requirement.tracks(),
                        track -> stages(Fields.builder(), track.stages())
                                .texts("rules", track.rules())
                                .build());
        if (!requirement.evidence().isEmpty()) {
            fields.texts("evidence", requirement.evidence());
        }
        if (requirement.frozen()) {
            fields.put("frozen", true);
        }
        return fields.build();
    }

    /** Adds stages to a document. */
    public static Fields.Builder stages(Fields.Builder fields, List<Stage> stages) {
        return isPlain(stages)
                ? fields.texts("roles", stages.get(0).roles())
                        .put("quorum", stages.get(0).quorum().least())
                        .text("due", stages.get(0).deadlines().due().map(Duration::toString))
                : fields.objects("stages", stages, RequirementText::stage);
    }

    private static Map<String, ?> stage(Stage stage) {
        Deadlines deadlines = stage.deadlines();
        return Fields.builder()
                .texts("approvers", stage.keys())
                .put("quorum", stage.quorum().least())
                .put("everyone", stage.quorum().everyone())
                .text("due", deadlines.due().map(Duration::toString))
                .text("reminder", deadlines.reminder().map(Duration::toString))
                .object(
                        "escalation",
                        deadlines.escalation(),
                        escalation -> Fields.builder()
                                .put("after", escalation.after().toString())
                                .texts(
                                        "to",
                                        escalation.to().stream()
                                                .map(Approver::key)
                                                .toList())
                                .build())
                .text("expiry", deadlines.expiry().map(Duration::toString))
                .put("back", stage.back())
                .build();
    }

    /** Reads kept fields. */
    public static Requirement read(Fields fields) {
        return new Requirement(
                fields.objects("tracks", track -> new Track(stages(track), track.set("rules"))),
                fields.has("evidence") ? fields.set("evidence") : Set.of(),
                fields.has("frozen") && fields.flag("frozen"));
    }

    /** Reads the stages of a document. */
    public static List<Stage> stages(Fields fields) {
        return fields.has("stages")
                ? fields.objects("stages", RequirementText::stage)
                : List.of(Stage.roles(
                        fields.set("roles"), fields.integer("quorum"), Deadlines.due(duration(fields, "due"))));
    }

    private static Stage stage(Fields fields) {
        return new Stage(
                approvers(fields.set("approvers")),
                new Quorum(fields.integer("quorum"), fields.flag("everyone")),
                new Deadlines(
                        duration(fields, "due"),
                        duration(fields, "reminder"),
                        fields.optionalObject("escalation")
                                .map(escalation -> new Deadlines.Escalation(
                                        Duration.parse(escalation.text("after")), approvers(escalation.set("to")))),
                        duration(fields, "expiry")),
                fields.flag("back"));
    }

    private static Set<Approver> approvers(Set<String> keys) {
        Set<Approver> approvers = new LinkedHashSet<>();
        keys.forEach(key -> approvers.add(Approver.of(key)));
        return approvers;
    }

    private static Optional<Duration> duration(Fields fields, String name) {
        return fields.optionalText(name).map(Duration::parse);
    }
}
