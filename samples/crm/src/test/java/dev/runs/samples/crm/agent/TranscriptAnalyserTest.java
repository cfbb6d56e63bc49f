package dev.runs.samples.crm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.samples.crm.agent.Finding.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The transcript analyser")
class TranscriptAnalyserTest {
    private final TranscriptAnalyser analyser = new TranscriptAnalyser(TranscriptRules.standard());

    private List<Kind> kinds(String transcript) {
        return analyser.analyse(transcript).findings().stream()
                .map(Finding::kind)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It saved us a lot of work. | OUTCOME",
                "IT SAVED   us... | OUTCOME",
                "Costs are down by 40 %. | IMPACT",
                "Approvals went from 12 days down to 3. | IMPACT",
                "We would love dark mode. | ASK",
                "Maybe we will not renew. | CHURN",
                "Could you do 15 % off? | DISCOUNT",
                "Please send us our data. | EXPORT",
                "Our lawyers will call. | LEGAL",
                "You charged us twice. | REFUND",
            })
    void hears(String said, Kind kind) {
        assertThat(kinds("Customer: " + said)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n \t ",
                "Customer: It has not saved us anything.",
                "Customer: We don't want a discount of 10.",
                "Us: It saved us a week, says another customer.",
                "US : It saved us a week.",
                "Customer: He saved. Us too.",
                "Customer: savedus",
                "Customer: The export of goods is our business.",
            })
    void hearsNothing(String transcript) {
        assertThat(kinds(transcript)).isEmpty();
    }

    @Test
    @DisplayName("characters that nobody sees hide nothing, and are not in the quote")
    void unseen() {
        Analysis analysis = analyser.analyse("Cus\u200Btomer: It \u202Esa\u200Bved\u202C us\u0000 a we\u00ADek\u2026");
        assertThat(analysis.first(Kind.OUTCOME).orElseThrow().sentence()).isEqualTo("It saved us a week...");
    }

    @Test
    @DisplayName("markup stays text")
    void markup() {
        Finding finding = analyser.analyse("Customer: <b>It saved us</b> <script>alert(1)</script> a week")
                .first(Kind.OUTCOME)
                .orElseThrow();
        assertThat(finding.sentence()).isEqualTo("<b>It saved us</b> <script>alert(1)</script> a week");
    }

    @Test
    @DisplayName("finds the line and the number")
    void number() {
        Finding finding = analyser.analyse("Us: Hello.\r\nCustomer: Well. We want a refund of 7,200.50 today.")
                .first(Kind.REFUND)
                .orElseThrow();
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.rule()).isEqualTo("refund of #");
        assertThat(finding.number()).contains(new BigDecimal("7200.50"));
    }

    @Test
    @DisplayName("cuts a quote between characters")
    void longSentence() {
        String sentence = analyser.analyse("Customer: It saved us " + "\uD83D\uDE9A".repeat(1_000))
                .first(Kind.OUTCOME)
                .orElseThrow()
                .sentence();
        assertThat(sentence.codePointCount(0, sentence.length())).isEqualTo(300);
        assertThat(sentence).endsWith("\uD83D\uDE9A\u2026");
    }

    @Test
    @DisplayName("a line without end, and a transcript that is too long, are read as far as it goes")
    void veryLong() {
        assertThat(kinds("word ".repeat(300_000) + "It saved us a week.")).isEmpty();
        assertThat(kinds("Customer: It saved us. " + "from 1 ".repeat(20_000))).contains(Kind.OUTCOME);
    }

    @Test
    @DisplayName("an ask without a topic is unsorted")
    void unsorted() {
        assertThat(analyser.analyse("Customer: We would love a pony.")
                        .ask()
                        .orElseThrow()
                        .id())
                .isEqualTo("roadmap-unsorted");
        assertThat(analyser.analyse("Customer: We would love a bulk export.")
                        .ask()
                        .orElseThrow()
                        .id())
                .isEqualTo("roadmap-bulk-export");
    }

    @Test
    @DisplayName("whatever is thrown at it, it answers, and twice the same")
    void anything() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] parts = {
            "It", "saved", "us", "40", "%", ":", "\n", " ", ".", "\u202E", "\uD83D", "\uDE9A", "'", "\u0000", "<",
            "from", "to", ",", "7,2", "\u0660"
        };
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
            }
            assertThat(analyser.analyse(text.toString()))
                    .as("seed " + seed)
                    .isEqualTo(analyser.analyse(text.toString()));
        }
    }

    @Test
    void rules_ofUnknownKind_areRefused() {
        assertThatThrownBy(() -> TranscriptRules.parse(List.of("# fine", "otcome: saved us")))
                .hasMessage("line 2: 'otcome' is not something to listen for");
    }

    @Test
    void rules_withoutAWord_areRefused() {
        assertThatThrownBy(() -> TranscriptRules.parse(List.of("outcome: * *")))
                .hasMessage("line 1: the phrase has no word");
    }
}
