package dev.runs.samples.crm.agent;

import dev.runs.samples.crm.governance.CrmActions.RoadmapItem;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads transcripts by plain rules: the same text always gives the same findings. It stands where a model would stand, and like one it
 * is not to be trusted: what it finds becomes a request, and the rules decide. Thread-safe.
 */
final class TranscriptAnalyser {
    /** What is longer than this is not read to its end. */
    static final int LONGEST = 200_000;

    private static final int LONGEST_SENTENCE = 300;
    private static final int MOST_WORDS = 400;
    private static final int NEGATION_REACH = 3;
    private static final Pattern WORD = Pattern.compile(
            "[\\p{L}\\p{M}]+(?:'[\\p{L}\\p{M}]+)*|[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]{1,4})?|[0-9]{1,12}(?:\\.[0-9]{1,4})?|%");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]");
    private static final Pattern SPEAKER = Pattern.compile("^([^:]{1,40}):\\s");
    private static final RoadmapItem UNSORTED = new RoadmapItem("roadmap-unsorted", "Asks that nobody has sorted yet");

    private final TranscriptRules rules;

    TranscriptAnalyser(TranscriptRules rules) {
        this.rules = rules;
    }

    Analysis analyse(String transcript) {
        String text = transcript.substring(0, Math.min(transcript.length(), LONGEST));
        List<Finding> findings = new ArrayList<>();
        Optional<RoadmapItem> ask = Optional.empty();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String clean = UNSEEN.matcher(Normalizer.normalize(line, Normalizer.Form.NFKC))
                    .replaceAll("")
                    .replace('\u2019', '\'');
            Matcher speaker = SPEAKER.matcher(clean);
            boolean named = speaker.find();
            if (named && rules.ours().contains(speaker.group(1).strip().toLowerCase(Locale.ROOT))) {
                continue;
            }
            for (String sentence : sentences(named ? clean.substring(speaker.end()) : clean)) {
                List<String> words = words(sentence);
                List<Finding> found = findings(sentence, words, number);
                if (ask.isEmpty() && found.stream().anyMatch(finding -> finding.kind() == Finding.Kind.ASK)) {
                    ask = Optional.of(topic(words));
                }
                findings.addAll(found);
            }
        }
        return new Analysis(findings, ask);
    }

    private List<Finding> findings(String sentence, List<String> words, int line) {
        List<Finding> found = new ArrayList<>();
        for (Map.Entry<Finding.Kind, List<Phrase>> kind : rules.phrases().entrySet()) {
            for (Phrase phrase : kind.getValue()) {
                Optional<Phrase.Match> match = phrase.in(words).filter(place -> !isNegated(words, place.from()));
                if (match.isPresent()) {
                    found.add(new Finding(
                            kind.getKey(),
                            Shown.cut(sentence.strip(), LONGEST_SENTENCE),
                            line,
                            phrase.text(),
                            match.get().number()));
                    break;
                }
            }
        }
        return found;
    }

    private boolean isNegated(List<String> words, int from) {
        return words.subList(Math.max(0, from - NEGATION_REACH), from).stream().anyMatch(rules.negations()::contains);
    }

    private RoadmapItem topic(List<String> words) {
        return rules.roadmap().entrySet().stream()
                .filter(topic -> topic.getKey().in(words).isPresent())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNSORTED);
    }

    private static List<String> sentences(String line) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(line);
        List<String> sentences = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            sentences.add(line.substring(from, to));
            from = to;
        }
        return sentences;
    }

    private static List<String> words(String sentence) {
        return WORD.matcher(sentence.toLowerCase(Locale.ROOT))
                .results()
                .limit(MOST_WORDS)
                .map(word -> word.group().replace(",", ""))
                .toList();
    }
}
