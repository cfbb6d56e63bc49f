package dev.runs.benchmarks.population;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.ContentRow;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxItem;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.UniqueKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a run of its own of a template: names, digests and moments are replaced wherever they stand, also in documents. */
final class Stamp {
    private final Duration later;
    private final Map<String, String> names = new LinkedHashMap<>();

    Stamp(RunTemplate template, String tenant, String role, String meeting, String own, Duration later) {
        this.later = later;
        names.put(RunTemplate.TENANT, tenant);
        names.put(RunTemplate.ROLE, role);
        names.put(RunTemplate.MEETING, meeting);
        names.put(RunTemplate.OWN, own);
        names.put(RunTemplate.AT.toString(), RunTemplate.AT.plus(later).toString());
        int number = 0;
        for (String digest : template.digests()) {
            String unique = String.format(Locale.ROOT, "%02d%s", number++, hex(own));
            int last = digest.length() - unique.length();
            names.put(digest, digest.substring(0, last) + unique);
        }
    }

    private static String hex(String own) {
        return String.format(Locale.ROOT, "%016x", own.hashCode() * 0x9E3779B97F4A7C15L);
    }

    /** Returns the run's commits. */
    List<Commit> each(RunTemplate template) {
        return template.commits().stream().map(this::commit).toList();
    }

    /** Returns the run's whole life as one commit, which leaves the rows that its commits would, but for their commands. */
    Commit atOnce(RunTemplate template) {
        List<Commit> commits = each(template);
        Commit last = commits.get(commits.size() - 1);
        Map<String, StepRow> steps = new LinkedHashMap<>();
        commits.forEach(commit -> commit.steps().forEach(step -> steps.put(step.step(), step)));
        List<StoredEvent> events = new ArrayList<>();
        List<ContentRow> content = new ArrayList<>();
        List<EdgeRow> edges = new ArrayList<>();
        commits.forEach(commit -> {
            events.addAll(commit.events());
            content.addAll(commit.content());
            edges.addAll(commit.edges());
        });
        return new Commit(
                last.key(),
                0,
                last.command(),
                last.head(),
                List.copyOf(steps.values()),
                events,
                content,
                edges,
                commits.get(0).keys());
    }

    private String text(String given) {
        String stamped = given;
        for (Map.Entry<String, String> name : names.entrySet()) {
            stamped = stamped.replace(name.getKey(), name.getValue());
        }
        return stamped;
    }

    private Bytes bytes(Bytes given) {
        return Bytes.utf8(text(given.utf8()));
    }

    private Instant at(Instant given) {
        return given.plus(later);
    }

    private Commit commit(Commit commit) {
        RunHead head = commit.head();
        return new Commit(
                new RunKey(text(commit.key().tenant()), text(commit.key().run())),
                commit.expectedVersion(),
                new CommandRow(
                        text(commit.command().id()),
                        text(commit.command().run()),
                        commit.command().version(),
                        commit.command().result()),
                new RunHead(
                        head.version(),
                        head.status(),
                        head.about(),
                        at(head.started()),
                        head.ended().map(this::at),
                        head.schema(),
                        bytes(head.document())),
                commit.steps().stream().map(this::step).toList(),
                commit.events().stream()
                        .map(event -> new StoredEvent(
                                event.sequence(), event.type(), event.schema(), at(event.at()), bytes(event.body())))
                        .toList(),
                commit.content().stream().map(this::content).toList(),
                commit.edges().stream()
                        .map(edge -> new EdgeRow(node(edge.from()), node(edge.to()), edge.relation(), text(edge.run())))
                        .toList(),
                commit.keys().stream()
                        .map(key -> new UniqueKey(key.kind(), text(key.value())))
                        .collect(Collectors.toSet()));
    }

    private StepRow step(StepRow step) {
        return new StepRow(
                step.step(),
                step.state(),
                step.open(),
                step.facet(),
                step.timer(),
                step.schema(),
                bytes(step.document()),
                step.items().stream()
                        .map(item -> new InboxItem(item.item(), text(item.role()), at(item.since()), item.due()))
                        .toList());
    }

    private ContentRow content(ContentRow row) {
        return row.body()
                .map(body -> ContentRow.of(text(row.id()), row.kind(), body.salt(), bytes(body.bytes())))
                .orElse(row);
    }

    private NodeRef node(NodeRef node) {
        return new NodeRef(node.kind(), text(node.id()));
    }
}
