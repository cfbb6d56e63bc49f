package dev.runs.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Writes the YAML files of packs by their grammar, and now and then something else than the grammar wants there: another kind of
 * value, an unknown or repeated key, nothing, very much, or a text that is hard to read.
 */
final class YamlGrammar {
    /** A key and what belongs to it; a mapping is a list of them, because a key can stand there twice. */
    private record Pair(String key, Object value) {}

    /** A text as it stands in the file. */
    private record Raw(String text) {}

    private static final List<String> HARD = List.of(
            "~",
            "null",
            "",
            "'",
            "\"",
            "\"\\x41\"",
            "\"\\n\"",
            "'it''s'",
            "true",
            "-1",
            "1e9",
            "0x1f",
            "1_000",
            ".5",
            "9".repeat(60),
            "P1D",
            "P99999999999D",
            "PT-1S",
            "2026-11-22",
            "2026-02-30T00:00:00Z",
            "2026-11-22T12:00:00Z",
            "-999999999-01-01T00:00:00+18:00",
            "+1000000000-01-01T00:00:00Z",
            "missing",
            "&a x",
            "*a",
            "!!map x",
            "? x",
            "- x",
            "a: b: c",
            "[",
            "{",
            "}",
            "@ana",
            "^x",
            "=x",
            "%d",
            "# nothing",
            "é",
            "\uD83D\uDE80",
            "|",
            ">-",
            "---",
            "amount > 5",
            "not Meeting( external == true ), amount > 5",
            "amount > (((((((((1)))))))))",
            "eval( true )",
            "count( OtherStep() ) >= 99999999999999999999",
            "x".repeat(3_000));

    private static final List<String> KEYS = List.of(
            "name",
            "version",
            "owner",
            "ask",
            "stages",
            "when",
            "otherwise",
            "roles",
            "people",
            "fields",
            "manager-of",
            "levels",
            "quorum",
            "due",
            "remind",
            "escalate",
            "after",
            "expire",
            "on-reject",
            "review",
            "evidence",
            "edits",
            "payload",
            "facts",
            "one-of",
            "defaults",
            "cases",
            "matrix",
            "expect",
            "verdict",
            "approvers",
            "rules",
            "spoke",
            "reasons",
            "until",
            "at",
            "tenant",
            "run",
            "step",
            "others",
            "signal",
            "meetings",
            "approvals",
            "day",
            "records",
            "action",
            "external",
            "pattern",
            "risk",
            "amount",
            "requester",
            "state",
            "Account",
            "nmae",
            "x.y.z",
            "<<",
            "1",
            "-");

    private final Random random;
    /** Of how many things one is another than the grammar wants; 0 for none. */
    private final int surprises;

    YamlGrammar(Random random, int surprises) {
        this.random = random;
        this.surprises = surprises;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean oneIn(int n) {
        return n > 0 && random.nextInt(n) == 0;
    }

    // What the files are.

    String manifest() {
        List<Pair> file = new ArrayList<>(List.of(
                pair("name", "test"),
                pair("version", "\"1\""),
                pair("owner", "Testers"),
                pair("default-approvers", new ArrayList<>(List.of(new Raw("Boss"))))));
        if (oneIn(2)) {
            file.add(pair("time-zone", pick(List.of("Europe/Berlin", "UTC", "Mars/Olympus", "+01:00"))));
            file.add(pair("business-days", list(3, () -> new Raw(pick(List.of("MONDAY", "FRIDAY", "SUNDAY"))))));
            file.add(pair("holidays", list(2, () -> new Raw("\"2026-12-2" + random.nextInt(10) + "\""))));
        }
        List<Pair> requirements = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            requirements.add(pair(i == 0 ? "offer" : "other-" + i, requirement()));
        }
        file.add(pair("requirements", requirements));
        if (oneIn(2)) {
            file.add(pair("rules", list(1, () -> pair("R-1", pick(List.of("observe", "advise", "enforce"))))));
        }
        return file(file);
    }

    private List<Pair> requirement() {
        List<Pair> requirement = new ArrayList<>();
        if (oneIn(2)) {
            requirement.add(pair("review", "offer review"));
            requirement.add(pair(
                    "evidence", list(2, () -> new Raw(pick(List.of("Account.tier", "run.owner", "payload.share"))))));
            requirement.add(pair("edits", pick(List.of("reset", "refuse"))));
        }
        boolean staged = random.nextBoolean();
        requirement.add(pair(staged ? "stages" : "ask", list(4, () -> asking(staged))));
        return requirement;
    }

    private List<Pair> asking(boolean staged) {
        List<Pair> asking = new ArrayList<>(List.of(whom()));
        if (oneIn(3)) {
            asking.add(pair("quorum", pick(List.of("any", "all", "2", "21", "0"))));
        }
        for (String key : List.of("due", "remind", "expire")) {
            if (oneIn(4)) {
                asking.add(pair(key, duration()));
            }
        }
        if (oneIn(4)) {
            asking.add(pair("escalate", new ArrayList<>(List.of(pair("after", duration()), whom()))));
        }
        if (staged && random.nextBoolean()) {
            asking.add(pair("when", condition()));
            asking.add(pair("otherwise", pick(List.of("skip", "approve", "reject"))));
        }
        if (staged && oneIn(6)) {
            asking.add(pair("on-reject", pick(List.of("end", "back"))));
        }
        return asking;
    }

    private Object condition() {
        return new Raw("'" + RandomPacks.stageCondition(random).replace("'", "''") + "'");
    }

    private Pair whom() {
        return switch (random.nextInt(4)) {
            case 0 -> pair("people", list(2, () -> new Raw(pick(List.of("ana", "ben", "\"@ana\"")))));
            case 1 ->
                pair("fields", list(2, () -> new Raw(pick(List.of("run.owner", "payload.note", "Account.region")))));
            case 2 -> pair("manager-of", pick(List.of("run.requester", "\"@ana\"", "Account.region")));
            default -> pair("roles", list(3, () -> new Raw(pick(List.of("Legal", "Finance", "Sales director")))));
        };
    }

    private String duration() {
        return pick(List.of("P1D", "PT4H", "P14D", "P366D", "P2DT3H"));
    }

    String vocabulary() {
        List<Pair> facts = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            facts.add(pair(i == 0 ? "Account" : "Fact" + i, properties()));
        }
        return file(new ArrayList<>(List.of(pair("payload", properties()), pair("facts", facts))));
    }

    private List<Pair> properties() {
        List<Pair> properties = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            String type = pick(List.of("text", "texts", "number", "flag", "instant", "date", "time", "duration"));
            properties.add(pair(
                    "p" + i,
                    oneIn(5)
                            ? new ArrayList<>(List.of(pair("one-of", list(4, () -> new Raw("v" + random.nextInt(40))))))
                            : type));
        }
        return properties;
    }

    String cases() {
        List<Pair> defaults = new ArrayList<>(
                List.of(pair("at", "2026-11-22T12:00:00Z"), pair("step", step(List.of("action", "external", "risk")))));
        List<Object> cases = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            cases.add(oneCase("case " + i));
        }
        return file(new ArrayList<>(List.of(pair("defaults", defaults), pair("cases", cases))));
    }

    private List<Pair> oneCase(String name) {
        List<Pair> one = new ArrayList<>(List.of(pair("name", name)));
        if (oneIn(2)) {
            one.add(pair("step", step(List.of("amount", "payload", "requester", "target", "agent"))));
        }
        if (oneIn(3)) {
            one.add(pair("others", list(3, () -> other())));
        }
        if (oneIn(4)) {
            one.add(pair(
                    "meetings",
                    list(
                            2,
                            () -> List.of(
                                    pair("external", flag()), pair("attendees", list(2, () -> new Raw("ana")))))));
            one.add(pair("signal", List.of(pair("label", "good news"), pair("at", "2026-11-20T12:00:00+01:00"))));
            one.add(pair("run", List.of(pair("about", "acme"), pair("owner", "ana"))));
        }
        if (oneIn(4)) {
            one.add(pair("day", List.of(pair("mail.send", "" + random.nextInt(900)))));
            one.add(pair(
                    "records",
                    List.of(pair("Account", list(2, () -> List.of(pair("tier", pick(List.of("gold", "bronze")))))))));
        }
        if (oneIn(3)) {
            one.add(pair(
                    "matrix",
                    List.of(
                            pair("amount", List.of(new Raw("1"), new Raw("2.5"), new Raw("missing"))),
                            pair("risk", List.of(new Raw("low"), new Raw("high"))))));
            one.add(pair(
                    "expect",
                    List.of(
                            List.of(pair("amount", "1"), pair("verdict", verdict())),
                            List.of(pair("verdict", verdict())))));
        } else {
            one.add(pair("expect", oneIn(2) ? verdict() : expectation()));
        }
        return one;
    }

    private List<Pair> expectation() {
        List<Pair> expectation = new ArrayList<>(List.of(pair("verdict", "ask")));
        if (oneIn(2)) {
            expectation.add(pair(
                    "approvers", list(2, () -> oneIn(2) ? new Raw("Legal") : new ArrayList<>(List.of(whom())))));
        }
        if (oneIn(2)) {
            expectation.add(pair("rules", list(1, () -> new Raw("R-1"))));
            expectation.add(pair("reasons", list(1, () -> new Raw("offer"))));
        }
        return expectation;
    }

    private List<Pair> other() {
        return new ArrayList<>(List.of(
                pair("action", "mail.send"), pair("state", pick(List.of("completed", "awaiting approval", "ready")))));
    }

    private List<Pair> step(List<String> keys) {
        List<Pair> step = new ArrayList<>();
        for (String key : keys) {
            step.add(pair(
                    key,
                    switch (key) {
                        case "external", "agent" -> flag();
                        case "risk" -> pick(List.of("low", "medium", "high", "critical", "RiskLevel.LOW"));
                        case "amount" -> "" + random.nextInt(2_000);
                        case "payload" -> List.of(pair("share", "" + random.nextInt(50)), pair("note", "a note"));
                        case "requester" -> List.of(pair("id", "bot"), pair("kind", "agent"));
                        default -> pick(List.of("crm.offer", "mail.send", "acme"));
                    }));
        }
        return step;
    }

    private String flag() {
        return Boolean.toString(random.nextBoolean());
    }

    private String verdict() {
        return pick(List.of("allow", "ask", "hold", "deny"));
    }

    private interface Part {
        Object make();
    }

    private List<Object> list(int most, Part part) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            list.add(part.make());
        }
        return list;
    }

    private Pair pair(String key, Object value) {
        Object of = value instanceof String text ? new Raw(text) : value;
        if (!oneIn(surprises)) {
            return new Pair(key, of);
        }
        return switch (random.nextInt(3)) {
            case 0 -> new Pair(pick(KEYS), of);
            default -> new Pair(key, surprise(0));
        };
    }

    private Object surprise(int depth) {
        return switch (random.nextInt(depth > 10 ? 2 : 8)) {
            case 0, 1, 2 -> new Raw(pick(HARD));
            case 3 -> List.of();
            case 4 -> list(3, () -> surprise(depth + 1));
            case 5 -> list(3, () -> new Pair(pick(KEYS), surprise(depth + 1)));
            case 6 -> many();
            default -> nested(random.nextInt(30));
        };
    }

    /** Much of one thing, as much as a file may have and more. */
    private Object many() {
        int count = 1 << random.nextInt(15);
        List<Object> many = new ArrayList<>();
        boolean keys = random.nextBoolean();
        boolean same = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            String text = same ? "x" : Integer.toString(i, 36).toLowerCase(Locale.ROOT);
            many.add(keys ? new Pair("k" + text, new Raw("v")) : new Raw("v" + text));
        }
        return many;
    }

    private Object nested(int depth) {
        return depth == 0
                ? new Raw("x")
                : List.of(random.nextBoolean() ? nested(depth - 1) : new Pair("x", nested(depth - 1)));
    }

    // How they are written.

    private String file(List<Pair> pairs) {
        StringBuilder text = new StringBuilder();
        for (Pair pair : pairs) {
            text.append(pair.key()).append(':');
            if (pair.value() instanceof List<?> list && !list.isEmpty() && random.nextBoolean()) {
                block(text, list, "  ");
            } else {
                text.append(' ');
                flow(text, pair.value());
                text.append('\n');
            }
            if (oneIn(surprises)) {
                text.append(pick(HARD)).append('\n');
            }
        }
        return text.toString();
    }

    private void block(StringBuilder text, List<?> list, String indent) {
        text.append('\n');
        for (Object item : list) {
            Object value = item instanceof Pair pair ? pair.value() : item;
            text.append(indent).append(item instanceof Pair pair ? pair.key() + ":" : "-");
            if (item instanceof Pair && value instanceof List<?> inner && !inner.isEmpty() && indent.length() < 12) {
                block(text, inner, indent + "  ");
            } else {
                text.append(' ');
                flow(text, value);
                text.append('\n');
            }
        }
    }

    private void flow(StringBuilder text, Object value) {
        if (value instanceof Raw raw) {
            text.append(raw.text());
        } else if (value instanceof List<?> list) {
            boolean mapping = !list.isEmpty() && list.get(0) instanceof Pair;
            text.append(mapping ? "{ " : "[ ");
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : ", ");
                if (list.get(i) instanceof Pair pair) {
                    text.append(pair.key()).append(": ");
                    flow(text, pair.value());
                } else {
                    flow(text, list.get(i));
                }
            }
            text.append(mapping ? " }" : " ]");
        } else {
            throw new IllegalStateException(Map.of("no part of a file", value).toString());
        }
    }
}
