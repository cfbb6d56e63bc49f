package dev.runs.samples.approvallog;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads an XES log (IEEE 1849), packed or not, one case at a time: the memory it needs is that of the largest case.
 *
 * <p>Nothing outside the file is ever read: a document type, which alone can name external entities, is refused.
 */
final class XesReader implements Closeable {
    private static final String NAME = "concept:name";
    private static final String TIME = "time:timestamp";
    private static final String ROLE = "org:role";
    private static final List<String> LIMITS =
            List.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit", "jdk.xml.maxElementDepth");
    private static final List<String> OF_A_LOG = List.of("trace", "extension", "global", "classifier");

    private final Path file;
    private final InputBytes bytes;
    private final XMLStreamReader xml;
    /** Where the present element begins; before the log, where it ends, since the parser tells no more there. */
    private Place begin = new Place(1, 1);

    private boolean inLog;
    private boolean ended;

    private XesReader(Path file, InputBytes bytes) throws IOException {
        this.file = file;
        this.bytes = bytes;
        try {
            this.xml = parsers().createXMLStreamReader(bytes);
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /**
     * Opens a log and reads up to its first case.
     *
     * @throws BadInputException if there is no such file, or it does not begin as a log does
     */
    static XesReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw BadInputException.in(
                    file,
                    Files.exists(file) ? "This is not a file." : "There is no such file.",
                    "name an XES log, such as log.xes or log.xes.gz");
        }
        InputBytes bytes = openBytes(file);
        try {
            XesReader reader = new XesReader(file, bytes);
            reader.enterLog();
            return reader;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputBytes openBytes(Path file) throws IOException {
        try {
            return InputBytes.open(file);
        } catch (EOFException | ZipException e) {
            throw damaged(file, new Place(1, 1));
        }
    }

    private static XMLInputFactory parsers() {
        // The JDK's own parser, whatever else is on the class path.
        XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Newer JDKs stop after some thousand "&amp;" in a file, or some hundred nested elements. Without a DOCTYPE no
        // entity
        // can grow, and depth costs nothing here.
        for (String limit : LIMITS) {
            if (parsers.isPropertySupported(limit)) {
                parsers.setProperty(limit, "0");
            }
        }
        return parsers;
    }

    /** Returns the next case, or empty at the end of the log. */
    Optional<XesCase> next() throws IOException {
        while (!ended) {
            int event = advance();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                ended = true;
                if (bytes.isDamaged()) {
                    throw damaged(file, bytes.position());
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inLog = false;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                String element = xml.getLocalName();
                if (element.equals("trace")) {
                    return Optional.of(readCase());
                } else if (!OF_A_LOG.contains(element)
                        && XesAttribute.Type.ofElement(element).isEmpty()) {
                    throw unexpected(element, "a log");
                }
                skip();
            }
        }
        return Optional.empty();
    }

    /** Returns how much of the file was read, from 0 to 1. */
    double progress() {
        return bytes.progress();
    }

    /** Makes the exception that says what is wrong at a place of this log. */
    BadInputException bad(Place place, String what, String fix) {
        return BadInputException.at(file, place, what, fix);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void enterLog() throws IOException {
        int event = XMLStreamConstants.START_DOCUMENT;
        while (event != XMLStreamConstants.START_ELEMENT) {
            event = advance();
        }
        if (!xml.getLocalName().equals("log")) {
            throw bad(
                    begin,
                    "The root element is '" + xml.getLocalName() + "'; the root of an XES log is 'log'.",
                    "name a file in the XES format (IEEE 1849)");
        }
        inLog = true;
    }

    private XesCase readCase() throws IOException {
        Place place = begin;
        Map<String, XesAttribute> attributes = new LinkedHashMap<>();
        List<XesCase.Event> events = new ArrayList<>();
        while (advanceToChild()) {
            if (xml.getLocalName().equals("event")) {
                events.add(readEvent());
            } else {
                readAttribute(attributes, "a trace");
            }
        }
        return new XesCase(required(attributes, NAME, "Case", place).value(), attributes, events, place);
    }

    private XesCase.Event readEvent() throws IOException {
        Place place = begin;
        Map<String, XesAttribute> attributes = new LinkedHashMap<>();
        while (advanceToChild()) {
            readAttribute(attributes, "an event");
        }
        XesAttribute name = required(attributes, NAME, "Event", place);
        XesAttribute time = required(attributes, TIME, "Event '" + name.value() + "'", place);
        if (time.type() != XesAttribute.Type.DATE) {
            throw bad(
                    time.place(),
                    "'" + TIME + "' is a " + time.type().element() + "; it must be a date.",
                    "write it as <date key=\"" + TIME + "\" value=\"...\"/>");
        }
        XesAttribute role = attributes.get(ROLE);
        return new XesCase.Event(name.value(), time.instant(), role == null ? "" : role.value(), place);
    }

    private XesAttribute required(Map<String, XesAttribute> attributes, String key, String subject, Place place)
            throws BadInputException {
        XesAttribute attribute = attributes.get(key);
        if (attribute == null || attribute.value().isBlank()) {
            throw bad(
                    place,
                    subject + " has no '" + key + "'.",
                    "give it one, or export the log again with the " + (key.equals(NAME) ? "Concept" : "Time")
                            + " extension");
        }
        return attribute;
    }

    private void readAttribute(Map<String, XesAttribute> attributes, String parent) throws IOException {
        Place place = begin;
        String element = xml.getLocalName();
        Optional<XesAttribute.Type> type = XesAttribute.Type.ofElement(element);
        if (type.isEmpty()) {
            throw unexpected(element, parent);
        }
        String key = xml.getAttributeValue(null, "key");
        String value = type.get().hasValue() ? xml.getAttributeValue(null, "value") : "";
        if (key == null || value == null) {
            throw bad(
                    place,
                    "Element '" + element + "' has no '" + (key == null ? "key" : "value") + "'.",
                    "write it as <" + element + " key=\"...\"" + (type.get().hasValue() ? " value=\"...\"" : "")
                            + "/>");
        }
        if (!type.get().fits(value)) {
            throw bad(
                    place,
                    "The " + element + " '" + key + "' is '" + value + "', which is not "
                            + type.get().words() + ".",
                    "correct the value, or export the log again");
        }
        if (attributes.put(key, new XesAttribute(type.get(), key, value, place)) != null) {
            throw bad(place, "'" + key + "' is there twice.", "remove one of the two");
        }
        skip();
    }

    private BadInputException unexpected(String element, String parent) {
        return bad(
                begin,
                "Element '" + element + "' is no part of " + parent + " in an XES log.",
                "remove it, or name a file in the XES format (IEEE 1849)");
    }

    /** Goes to the next child of the present element; false, and past its end, when there is none. */
    private boolean advanceToChild() throws IOException {
        while (true) {
            int event = advance();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            }
        }
    }

    /** Reads over the rest of the present element, however deep it is. */
    private void skip() throws IOException {
        int depth = 1;
        while (depth > 0) {
            int event = advance();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private int advance() throws IOException {
        Place behind = Place.of(xml.getLocation());
        // After text the parser has taken the "<" already.
        begin = xml.getEventType() == XMLStreamConstants.CHARACTERS
                ? new Place(behind.line(), Math.max(1, behind.column() - 1))
                : behind;
        try {
            int event = xml.next();
            if (!inLog) {
                begin = Place.of(xml.getLocation());
            }
            if (event == XMLStreamConstants.DTD) {
                throw bad(
                        begin,
                        "There is a DOCTYPE, and this reader takes none: it could make it read other files.",
                        "remove the DOCTYPE; an XES log needs none");
            }
            return event;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private IOException broken(XMLStreamException failure) {
        if (bytes.isDamaged()) {
            return damaged(file, bytes.position());
        } else if (failure.getNestedException() instanceof IOException io) {
            return io;
        }
        Place place = failure.getLocation() == null ? begin : Place.of(failure.getLocation());
        if (inLog && bytes.endsAt(place)) {
            return bad(
                    bytes.position(),
                    "The log ends here, in the middle: the file is truncated.",
                    "copy or export the log again");
        }
        return bad(place, "This is not well-formed XML" + reason(failure), "name an XES log, or export it again");
    }

    private static BadInputException damaged(Path file, Place place) {
        return BadInputException.at(
                file,
                place,
                "The compressed data ends or is damaged here: the file is truncated or not gzip.",
                "copy the file again; 'gzip -t' tells whether it is whole");
    }

    /** The parser's own words, without the position that it repeats. */
    private static String reason(XMLStreamException failure) {
        @Nullable String message = failure.getMessage();
        if (message == null) {
            return ".";
        }
        int words = message.indexOf("Message: ");
        return ": " + (words < 0 ? message : message.substring(words + "Message: ".length())).strip();
    }
}
