package dev.runs.samples.approvallog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XesReaderTest {
    private static final String EVENT = """
            <event>
              <string key="concept:name" value="Declaration SUBMITTED by EMPLOYEE"/>
              <date key="time:timestamp" value="2017-01-09T09:49:50.000+01:00"/>
            </event>
            """;

    @TempDir
    private Path folder;

    private final Locale locale = Locale.getDefault();

    @BeforeEach
    void speakEnglish() {
        // The parser explains itself in the language of the machine.
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(locale);
    }

    @Test
    void log_yieldsItsCasesWithAttributesAndEventsInFileOrder() throws IOException {
        List<XesCase> cases = read("""
                <?xml version="1.0" encoding="UTF-8" ?>
                <!-- a comment -->
                <log xes.version="1.0" xmlns="http://www.xes-standard.org/">
                  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
                  <global scope="event"><string key="concept:name" value="?"/></global>
                  <classifier name="Activity" keys="concept:name"/>
                  <string key="concept:name" value="Two cases"/>
                  <trace>
                    <string key="concept:name" value="case 1"/>
                    <float key="Amount" value="26.85120450862128"/>
                    <event>
                      <string key="concept:name" value="second in time, first in the file"/>
                      <date key="time:timestamp" value="2017-01-09T09:49:50.001+01:00"/>
                      <string key="org:role" value="EMPLOYEE"/>
                    </event>
                    <event>
                      <date key="time:timestamp" value="2017-01-09T08:49:50Z"/>
                      <string key="concept:name" value="é &amp; &lt;b&gt;"/>
                    </event>
                  </trace>
                  <trace><string key="concept:name" value="case 2"/></trace>
                </log>
                """);

        assertThat(cases).extracting(XesCase::id).containsExactly("case 1", "case 2");
        assertThat(cases.get(0).place()).isEqualTo(new Place(8, 3));
        assertThat(cases.get(0).attributes()).containsOnlyKeys("concept:name", "Amount");
        assertThat(cases.get(0).events())
                .containsExactly(
                        new XesCase.Event(
                                "second in time, first in the file",
                                Instant.parse("2017-01-09T08:49:50.001Z"),
                                "EMPLOYEE",
                                new Place(11, 5)),
                        new XesCase.Event("é & <b>", Instant.parse("2017-01-09T08:49:50Z"), "", new Place(16, 5)));
        assertThat(cases.get(1).events()).isEmpty();
    }

    @Test
    void everyTypeOfAttribute_isRead_andNestedOnesAreReadOver() throws IOException {
        List<XesCase> cases = read("""
                <log><trace>
                  <string key="concept:name" value="case 1"><string key="inner" value="x"><int key="deep" value="1"/></string></string>
                  <date key="date" value="2017-01-09T09:49:50"/>
                  <int key="int" value="-3"/>
                  <float key="float" value="-1.50E3"/>
                  <float key="nothing" value="NaN"/>
                  <boolean key="boolean" value="true"/>
                  <id key="id" value="f81d4fae-7dec-11d0-a765-00a0c91e6bf6"/>
                  <list key="list"><values><string key="concept:name" value="not the case"/></values></list>
                  <container key="container"><string key="concept:name" value="not the case"/></container>
                </trace></log>
                """);

        assertThat(cases).extracting(XesCase::id).containsExactly("case 1");
        var attributes = cases.get(0).attributes();
        assertThat(attributes.values())
                .extracting(XesAttribute::type)
                .containsExactly(
                        XesAttribute.Type.STRING,
                        XesAttribute.Type.DATE,
                        XesAttribute.Type.INT,
                        XesAttribute.Type.FLOAT,
                        XesAttribute.Type.FLOAT,
                        XesAttribute.Type.BOOLEAN,
                        XesAttribute.Type.ID,
                        XesAttribute.Type.LIST,
                        XesAttribute.Type.CONTAINER);
        assertThat(attributes.get("date").instant()).isEqualTo(Instant.parse("2017-01-09T09:49:50Z"));
        assertThat(attributes.get("float").decimal().orElseThrow()).isEqualByComparingTo("-1500");
        assertThat(attributes.get("nothing").decimal()).isEmpty();
    }

    @Test
    void logWithoutCases_isEmpty() throws IOException {
        assertThat(read("<log/>")).isEmpty();
    }

    @Test
    void packedLog_isReadWhateverItsName() throws IOException {
        String log = "<log><trace><string key='concept:name' value='case 1'/>" + EVENT + "</trace></log>";

        assertThat(readBytes("log.xes.gz", gzip(log))).hasSize(1);
        assertThat(readBytes("log.xes", gzip(log))).hasSize(1);
        assertThat(readBytes("plain.xes.gz", log.getBytes(UTF_8))).hasSize(1);
    }

    @Test
    void progress_goesFromTheFirstByteToTheLast() throws IOException {
        StringBuilder log = new StringBuilder("<log>");
        for (int i = 0; i < 20_000; i++) {
            log.append("<trace><string key='concept:name' value='case ")
                    .append(i)
                    .append("'/></trace>");
        }
        Path file = Files.writeString(folder.resolve("long.xes"), log.append("</log>"));
        List<Double> seen = new ArrayList<>();
        try (XesReader reader = XesReader.open(file)) {
            while (reader.next().isPresent()) {
                seen.add(reader.progress());
            }
            assertThat(reader.progress()).isEqualTo(1);
        }

        assertThat(seen).isSorted();
        assertThat(seen.get(0)).isLessThan(0.2);
        assertThat(seen.get(10_000)).isBetween(0.4, 0.6);
    }

    @Test
    void missingFile_isNamed() {
        Path file = folder.resolve("no.xes");
        assertThatThrownBy(() -> XesReader.open(file))
                .isInstanceOf(BadInputException.class)
                .hasMessage(file + "  There is no such file.\nFix: name an XES log, such as log.xes or log.xes.gz");
    }

    @Test
    void folder_isNoLog() {
        assertThatThrownBy(() -> XesReader.open(folder))
                .hasMessage(folder + "  This is not a file.\nFix: name an XES log, such as log.xes or log.xes.gz");
    }

    @Test
    void emptyFile_isNoXml() {
        assertRefused(
                "",
                "1:1  This is not well-formed XML: Premature end of file.\nFix: name an XES log, or export it again");
    }

    @Test
    void fileThatIsNotXml_isRefusedWithThePlace() {
        assertRefused(
                "case,activity\n1,Declaration SUBMITTED by EMPLOYEE\n",
                "1:1  This is not well-formed XML: Content is not allowed in prolog.\n"
                        + "Fix: name an XES log, or export it again");
    }

    @Test
    void brokenXml_isRefusedWithThePlace() {
        assertRefused(
                "<log>\n  <trace>\n  </log>\n",
                "3:5  This is not well-formed XML: The element type \"trace\" must be terminated by the matching"
                        + " end-tag \"</trace>\".\nFix: name an XES log, or export it again");
    }

    @Test
    void textAfterTheLog_isRefused() {
        assertRefused(
                "<log/>\nrest",
                "2:1  This is not well-formed XML: Content is not allowed in trailing section.\n"
                        + "Fix: name an XES log, or export it again");
    }

    @Test
    void rootOfAnotherFormat_isRefused() {
        assertRefused(
                "<?xml version='1.0'?>\n<html/>",
                "2:8  The root element is 'html'; the root of an XES log is 'log'.\n"
                        + "Fix: name a file in the XES format (IEEE 1849)");
    }

    @Test
    void caseWithoutId_isRefusedWithThePlaceOfTheCase() {
        assertRefused(
                "<log>\n  <trace>\n    <string key='id' value='1'/>\n  </trace>\n</log>",
                "2:3  Case has no 'concept:name'.\n"
                        + "Fix: give it one, or export the log again with the Concept extension");
    }

    @Test
    void eventWithoutName_isRefusedWithThePlaceOfTheEvent() {
        assertRefused(
                "<log><trace><string key='concept:name' value='case 1'/>\n"
                        + "<event><date key='time:timestamp' value='2017-01-09T09:49:50Z'/></event></trace></log>",
                "2:1  Event has no 'concept:name'.\n"
                        + "Fix: give it one, or export the log again with the Concept extension");
    }

    @Test
    void eventWithoutTime_isRefusedWithThePlaceOfTheEvent() {
        assertRefused(
                "<log><trace><string key='concept:name' value='case 1'/>\n"
                        + "<event><string key='concept:name' value='Request Payment'/></event></trace></log>",
                "2:1  Event 'Request Payment' has no 'time:timestamp'.\n"
                        + "Fix: give it one, or export the log again with the Time extension");
    }

    @Test
    void timeThatIsText_isRefused() {
        assertRefused(
                "<log><trace><string key='concept:name' value='case 1'/>\n<event><string key='concept:name' value='a'/>\n"
                        + "<string key='time:timestamp' value='2017-01-09T09:49:50Z'/></event></trace></log>",
                "3:1  'time:timestamp' is a string; it must be a date.\n"
                        + "Fix: write it as <date key=\"time:timestamp\" value=\"...\"/>");
    }

    @ParameterizedTest
    @CsvSource({
        "date, 9 January, a date such as 2017-01-09T09:49:50.000+01:00",
        "int, 1.5, a whole number",
        "float, '26,85', a number such as 26.85",
        "boolean, yes, true or false"
    })
    void valueThatDoesNotFitItsType_isRefused(String type, String value, String words) {
        assertRefused(
                "<log>\n<trace><" + type + " key='k' value='" + value + "'/></trace></log>",
                "2:8  The " + type + " 'k' is '" + value + "', which is not " + words + ".\n"
                        + "Fix: correct the value, or export the log again");
    }

    @Test
    void attributeWithoutKeyOrValue_isRefused() {
        assertRefused(
                "<log><trace><string value='1'/></trace></log>",
                "1:13  Element 'string' has no 'key'.\nFix: write it as <string key=\"...\" value=\"...\"/>");
        assertRefused(
                "<log><trace><int key='k'/></trace></log>",
                "1:13  Element 'int' has no 'value'.\nFix: write it as <int key=\"...\" value=\"...\"/>");
        assertRefused(
                "<log><trace><list/></trace></log>",
                "1:13  Element 'list' has no 'key'.\nFix: write it as <list key=\"...\"/>");
    }

    @Test
    void attributeTwice_isRefused() {
        assertRefused(
                "<log><trace><string key='k' value='1'/><string key='k' value='1'/></trace></log>",
                "1:40  'k' is there twice.\nFix: remove one of the two");
    }

    @Test
    void unknownElement_isRefused() {
        assertRefused(
                "<log><trace><evnt/></trace></log>",
                "1:13  Element 'evnt' is no part of a trace in an XES log.\n"
                        + "Fix: remove it, or name a file in the XES format (IEEE 1849)");
        assertRefused(
                "<log><row/></log>",
                "1:6  Element 'row' is no part of a log in an XES log.\n"
                        + "Fix: remove it, or name a file in the XES format (IEEE 1849)");
        assertRefused(
                "<log><trace><event><event/></event></trace></log>",
                "1:20  Element 'event' is no part of an event in an XES log.\n"
                        + "Fix: remove it, or name a file in the XES format (IEEE 1849)");
    }

    @Test
    void doctype_isRefusedBeforeItCanNameAFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        assertRefused(
                "<?xml version='1.0'?>\n<!DOCTYPE log [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">\n]>\n"
                        + "<log><trace><string key='concept:name' value='1'/>&s;</trace></log>",
                "3:4  There is a DOCTYPE, and this reader takes none: it could make it read other files.\n"
                        + "Fix: remove the DOCTYPE; an XES log needs none");
    }

    @Test
    void entityWithoutDoctype_isRefused() {
        assertRefused(
                "<log>&secret;</log>",
                "1:14  This is not well-formed XML: The entity \"secret\" was referenced, but not declared.\n"
                        + "Fix: name an XES log, or export it again");
    }

    @Test
    void logCutAnywhere_isRefusedAsTruncated_withThePlaceWhereItEnds() throws IOException {
        String log = "<log>\n<trace>\n<string key=\"concept:name\" value=\"é1\"/>\n" + EVENT + "</trace>\n</log>";
        for (int length = "<log>".length(); length < log.length(); length++) {
            String cut = log.substring(0, length);
            String[] lines = cut.split("\n", -1);
            assertRefused(
                    cut,
                    lines.length + ":" + (lines[lines.length - 1].length() + 1)
                            + "  The log ends here, in the middle: the file is truncated.\n"
                            + "Fix: copy or export the log again");
        }
    }

    @Test
    void packedLogCutAnywhere_isRefusedAsTruncated() throws IOException {
        byte[] packed = gzip("<log>\n<trace>\n<string key='concept:name' value='1'/>\n" + EVENT + "</trace>\n</log>");
        for (int length = 2; length < packed.length; length++) {
            assertThatThrownByReading(Arrays.copyOf(packed, length))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining(
                            "  The compressed data ends or is damaged here: the file is truncated or not gzip.\n"
                                    + "Fix: copy the file again; 'gzip -t' tells whether it is whole");
        }
    }

    @Test
    void packedLogThatIsDamaged_isRefused() throws IOException {
        byte[] packed = gzip("<log>\n<trace>\n<string key='concept:name' value='1'/>\n" + EVENT + "</trace>\n</log>");
        packed[packed.length - 6] ^= 1;
        assertThatThrownByReading(packed)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("The compressed data ends or is damaged here");
    }

    @Test
    void manyEscapedCharacters_areNotTakenForAnAttack() throws IOException {
        StringBuilder log = new StringBuilder("<log>");
        for (int i = 0; i < 2_000; i++) {
            log.append("<trace><string key='concept:name' value='")
                    .append("&amp;".repeat(100))
                    .append("'/></trace>");
        }
        assertThat(read(log + "</log>")).hasSize(2_000);
    }

    @Test
    void deeplyNestedAttributes_areReadOver() throws IOException {
        int depth = 20_000;
        assertThat(read("<log><trace><string key='concept:name' value='1'/>" + "<list key='k'>".repeat(depth)
                        + "</list>".repeat(depth) + "</trace></log>"))
                .hasSize(1);
    }

    private void assertRefused(String log, String message) {
        Path file = folder.resolve("bad.xes");
        assertThatThrownBy(() -> readBytes("bad.xes", log.getBytes(UTF_8)))
                .isInstanceOf(BadInputException.class)
                .hasMessage(file + ":" + message);
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertThatThrownByReading(
            byte[] content) {
        return assertThatThrownBy(() -> readBytes("bad.xes.gz", content));
    }

    private List<XesCase> read(String log) throws IOException {
        return readBytes("log.xes", log.getBytes(UTF_8));
    }

    private List<XesCase> readBytes(String name, byte[] content) throws IOException {
        List<XesCase> cases = new ArrayList<>();
        try (XesReader reader = XesReader.open(Files.write(folder.resolve(name), content))) {
            Optional<XesCase> next = reader.next();
            while (next.isPresent()) {
                cases.add(next.get());
                next = reader.next();
            }
        }
        return cases;
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
