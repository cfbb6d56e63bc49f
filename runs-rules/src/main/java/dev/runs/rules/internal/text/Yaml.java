package dev.runs.rules.internal.text;

import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the little YAML that packs need: mappings, lists and plain values, each with its place. No anchors, aliases,
 * tags or further documents; the depth is bounded, and so is how much there is: what reads a list may compare each entry with each. A value is a text as it is written, whatever YAML would make of it.
 */
public final class Yaml {
    /** A part of a YAML file. */
    public sealed interface Node {
        Place place();
    }

    /** A plain value. */
    public record Scalar(String text, boolean quoted, Place place) implements Node {
        /** Returns whether nothing is written there, or YAML's word for nothing. */
        public boolean nothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    /** A list. */
    public record Sequence(List<Node> items, Place place) implements Node {}

    /** Keys with values, in the order of the file. */
    public record Mapping(List<Entry> entries, Place place) implements Node {}

    /** A key with its value. */
    public record Entry(Scalar key, Node value) {}

    /** Not the YAML of a pack; the mistake is recorded. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final int MOST = 20_000;
    private static final int MOST_ENTRIES = 2_000;

    private final String file;
    private final int nesting;
    private final Problems problems;
    private int read;

    public Yaml(String file, Limits limits, Problems problems) {
        this(file, limits.nesting(), problems);
    }

    public Yaml(String file, int nesting, Problems problems) {
        this.file = file;
        this.nesting = nesting;
        this.problems = problems;
    }

    /** Returns the file's mapping; empty after a mistake that was recorded. */
    public Optional<Mapping> mapping(String text) {
        LoadSettings settings =
                LoadSettings.builder().setUseMarks(true).setLabel("pack").build();
        try {
            Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, text));
            Event event = events.next();
            while (event instanceof StreamStartEvent || event instanceof DocumentStartEvent) {
                event = events.next();
            }
            Node root = node(event, events, 1);
            events.next();
            if (events.next() instanceof DocumentStartEvent further) {
                throw refused(place(further), "A second document begins here; one file is one document.");
            }
            if (root instanceof Mapping mapping) {
                return Optional.of(mapping);
            }
            throw refused(root.place(), "The file is a list of 'key: value' lines; found something else.");
        } catch (Refused e) {
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark()
                    .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(Place.file(file));
            problems.add(
                    RuleErrorCode.YAML_FORM,
                    place,
                    "This cannot be read as YAML: "
                            + String.valueOf(e.getProblem()).strip() + ".",
                    "Check the indentation, the colon after each key, and the quotes.");
        } catch (YamlEngineException | NoSuchElementException e) {
            problems.add(
                    RuleErrorCode.YAML_FORM,
                    Place.file(file),
                    "The file cannot be read as YAML.",
                    "It is a list of 'key: value' lines.");
        }
        return Optional.empty();
    }

    private Node node(Event event, Iterator<Event> events, int depth) throws Refused {
        Place place = place(event);
        if (!(event instanceof NodeEvent node)) {
            throw refused(place, "The file is empty.");
        }
        boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof CollectionStartEvent collection
                        && collection.getTag().isPresent());
        if (node.getAnchor().isPresent() || tagged) {
            throw refused(place, "Anchors (&), aliases (*) and tags (!) cannot be used here.");
        }
        if (depth > nesting) {
            throw refused(place, "Entries stand more than " + nesting + " deep in each other.");
        }
        if (++read > MOST) {
            throw limit(place, "The file has more than " + MOST + " keys and values.");
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, place);
        }
        if (event instanceof SequenceStartEvent) {
            List<Node> items = new ArrayList<>();
            for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
                few(items, next);
                items.add(node(next, events, depth + 1));
            }
            return new Sequence(items, place);
        }
        if (event instanceof MappingStartEvent) {
            List<Entry> entries = new ArrayList<>();
            for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
                few(entries, next);
                Node key = node(next, events, depth + 1);
                Node value = node(events.next(), events, depth + 1);
                if (!(key instanceof Scalar name)) {
                    throw refused(key.place(), "A key is one word or text.");
                }
                entries.add(new Entry(name, value));
            }
            return new Mapping(entries, place);
        }
        throw refused(place, "The file cannot be read as YAML.");
    }

    private Scalar scalar(ScalarEvent event, Place place) throws Refused {
        String text = event.getValue().strip();
        // Quoted YAML texts have escapes, which the raw scan has not seen through.
        if (text.codePoints().anyMatch(RawScan::hidden)) {
            throw refused(place, "This value has a line break or a character that cannot be seen.");
        }
        return new Scalar(text, !event.isPlain(), place);
    }

    private void few(List<?> entries, Event next) throws Refused {
        if (entries.size() >= MOST_ENTRIES) {
            throw limit(place(next), "There are more than " + MOST_ENTRIES + " entries here.");
        }
    }

    private Refused limit(Place place, String text) {
        problems.add(RuleErrorCode.LIMIT, place, text, "Split the file into several.");
        return new Refused();
    }

    private Refused refused(Place place, String text) {
        problems.add(RuleErrorCode.YAML_FORM, place, text);
        return new Refused();
    }

    private Place place(Event event) {
        return event.getStartMark()
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Place.file(file));
    }
}
