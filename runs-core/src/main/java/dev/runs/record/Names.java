package dev.runs.record;

import dev.runs.gate.Approver;
import dev.runs.run.ActorRef;
import dev.runs.text.PlainText;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What people are called while something is shown. Nothing of it is kept: the record is made of ids.
 *
 * <p>A name is text that somebody has typed, perhaps to be taken for somebody else. It is shown {@linkplain PlainText plain} and cut, and
 * with the id behind it where it could mislead: if others here have the same one, if it looks like an id, if it holds other signs than names
 * do (they could make a whole sentence of it), or letters of alphabets that look alike. Immutable.
 *
 * @since 0.1.0
 */
public final class Names {
    /** Nobody has a name: ids are shown. */
    public static final Names NONE = new Names(Map.of());

    private static final int LONGEST = 80;
    private static final Pattern ORDINARY = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}'’. -]+");
    /** Alphabets of which letters look like those of another one. */
    private static final List<Character.UnicodeScript> ALIKE =
            List.of(Character.UnicodeScript.LATIN, Character.UnicodeScript.GREEK, Character.UnicodeScript.CYRILLIC);

    private final Map<String, String> shown;

    private Names(Map<String, String> shown) {
        this.shown = shown;
    }

    /**
     * Takes names as the host tells them.
     *
     * @param told names by id; whoever has none is called by the id
     * @param ids the ids of all whom a page names
     */
    public static Names of(Map<String, String> told, Set<String> ids) {
        Map<String, String> plain = new HashMap<>();
        Map<String, Integer> bearers = new HashMap<>();
        told.forEach((id, name) -> {
            String words = PlainText.line(name, LONGEST).strip();
            if (!words.isEmpty() && !words.equals(id)) {
                plain.put(id, words);
                bearers.merge(folded(words), 1, Integer::sum);
            }
        });
        ids.forEach(id -> bearers.merge(folded(id), 1, Integer::sum));
        Map<String, String> shown = new HashMap<>();
        plain.forEach((id, name) -> shown.put(
                id, bearers.getOrDefault(folded(name), 0) > 1 || isOdd(name) ? name + " (" + id(id) + ")" : name));
        return shown.isEmpty() ? NONE : new Names(Map.copyOf(shown));
    }

    private static boolean isOdd(String name) {
        return !ORDINARY.matcher(name).matches()
                || ALIKE.stream()
                                .filter(script -> name.codePoints()
                                        .anyMatch(point -> Character.UnicodeScript.of(point) == script))
                                .count()
                        > 1;
    }

    /** Names that a reader takes for the same. */
    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }

    private static String id(String id) {
        return PlainText.line(id, LONGEST);
    }

    /** Returns what somebody is called: by name, or by id. */
    public String of(String id) {
        String name = shown.get(id);
        return name == null ? id : name;
    }

    /** Returns what an actor is called, with the person for whom an agent acted: {@code Agent 7 for Ana Lopez}. */
    public String of(ActorRef actor) {
        return actor.onBehalfOf()
                .map(person -> of(actor.id()) + " for " + of(person))
                .orElseGet(() -> of(actor.id()));
    }

    /** Returns whom the key of an approver means. */
    public String ofKey(String key) {
        return Approver.isPerson(key) ? of(key.substring(1)) : of(Approver.of(key));
    }

    /** Returns whom an approver means. */
    public String of(Approver approver) {
        if (approver instanceof Approver.Person person) {
            return of(person.id());
        } else if (approver instanceof Approver.Manager manager) {
            String above = approver.words();
            String below = manager.of().words();
            return above.substring(0, above.length() - below.length()) + of(manager.of());
        }
        return approver.words();
    }
}
