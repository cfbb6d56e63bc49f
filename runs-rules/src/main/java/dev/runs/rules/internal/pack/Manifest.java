package dev.runs.rules.internal.pack;

import dev.runs.gate.Level;
import dev.runs.rules.internal.language.RequirementReader;
import dev.runs.rules.internal.language.Requirements;
import dev.runs.rules.internal.language.Roles;
import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code pack.yaml} says.
 *
 * @param delegates the actions of which a tenant's allow counts
 * @param levels the level of each rule that it names, with the place of the name
 */
public record Manifest(
        String name,
        String version,
        String owner,
        Set<String> defaultApprovers,
        Set<String> delegates,
        BusinessCalendar calendar,
        Requirements requirements,
        Map<String, LevelEntry> levels) {

    /** A rule's level and where it is written. */
    record LevelEntry(Level level, Place place) {}

    public static final String FILE = "pack.yaml";
    private static final List<String> KEYS = List.of(
            "name",
            "version",
            "owner",
            "default-approvers",
            "delegates",
            "time-zone",
            "business-days",
            "holidays",
            "requirements",
            "rules");
    private static final List<String> LEVELS = Arrays.stream(Level.values())
            .map(level -> level.name().toLowerCase(Locale.ROOT))
            .toList();

    /** Reads the manifest; empty after a mistake that was recorded. */
    static Optional<Manifest> read(
            Yaml.Mapping mapping, Roles roles, Vocabulary vocabulary, Limits limits, Problems problems) {
        YamlMap map = YamlMap.of(mapping, KEYS, problems);
        Optional<Yaml.Scalar> name = map.text("name", 100);
        Optional<Yaml.Scalar> version = map.text("version", 50);
        Optional<Yaml.Scalar> owner = map.text("owner", 100);
        Set<String> approvers = new TreeSet<>();
        for (Yaml.Scalar role : map.texts("default-approvers", 100)) {
            roles.resolve(role.text(), role.place(), problems).ifPresent(approvers::add);
        }
        Optional<Yaml.Node> listed = map.get("default-approvers");
        boolean emptyList = map.lacks("default-approvers")
                || (listed.isPresent()
                        && listed.get() instanceof Yaml.Sequence list
                        && list.items().isEmpty());
        if (emptyList) {
            problems.add(
                    RuleErrorCode.NO_DEFAULT_APPROVERS,
                    listed.map(Yaml.Node::place).orElse(mapping.place()),
                    "The pack names no default approvers, who are asked where no rule speaks.",
                    "Example: default-approvers: [\"Customer success director\"]");
        }
        Set<String> delegates = new TreeSet<>();
        map.texts("delegates", "crm.note", 200).forEach(action -> delegates.add(action.text()));
        BusinessCalendar calendar = calendar(map, problems);
        Requirements requirements = new RequirementReader(roles, vocabulary, limits, problems).read(map);
        Map<String, LevelEntry> levels = levels(map, problems);
        if (name.isEmpty() || version.isEmpty() || owner.isEmpty() || approvers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Manifest(
                name.get().text(),
                version.get().text(),
                owner.get().text(),
                approvers,
                delegates,
                calendar,
                requirements,
                levels));
    }

    private static BusinessCalendar calendar(YamlMap map, Problems problems) {
        ZoneId zone = BusinessCalendar.STANDARD.zone();
        if (map.get("time-zone").isPresent()) {
            Optional<Yaml.Scalar> name = map.text("time-zone", 60);
            if (name.isPresent()
                    && ZoneId.getAvailableZoneIds().contains(name.get().text())) {
                zone = ZoneId.of(name.get().text());
            } else {
                name.ifPresent(unknown -> problems.add(
                        RuleErrorCode.YAML_VALUE,
                        unknown.place(),
                        "'" + unknown.text() + "' is not a time zone."
                                + Text.didYouMean(unknown.text(), ZoneId.getAvailableZoneIds()),
                        "Example: time-zone: Europe/Berlin"));
            }
        }
        Set<DayOfWeek> days = new TreeSet<>();
        for (Yaml.Scalar day : map.texts("business-days", 20)) {
            if (Vocabulary.WEEKDAY.constants().contains(day.text())) {
                days.add(DayOfWeek.valueOf(day.text()));
            } else {
                problems.add(
                        RuleErrorCode.YAML_VALUE,
                        day.place(),
                        "'" + day.text() + "' is not a day of the week."
                                + Text.didYouMean(day.text(), Vocabulary.WEEKDAY.constants()),
                        "There are: " + String.join(", ", Vocabulary.WEEKDAY.constants()) + ".");
            }
        }
        Set<LocalDate> holidays = new TreeSet<>();
        for (Yaml.Scalar day : map.texts("holidays", 20)) {
            if (Type.DATE.parse(day.text()) instanceof LocalDate date) {
                holidays.add(date);
            } else {
                problems.add(
                        RuleErrorCode.YAML_VALUE,
                        day.place(),
                        "'" + day.text() + "' is not a date.",
                        "Example: holidays: [\"2026-12-25\", \"2026-12-26\"]");
            }
        }
        return new BusinessCalendar(
                zone, map.lacks("business-days") ? BusinessCalendar.STANDARD.businessDays() : days, holidays);
    }

    Level levelOf(String rule) {
        LevelEntry entry = levels.get(rule);
        return entry == null ? Level.ENFORCE : entry.level();
    }

    /** Records each rule that the manifest names and the pack does not have. */
    void checkRules(Set<String> ids, Problems problems) {
        levels.forEach((id, entry) -> {
            if (!ids.contains(id)) {
                problems.add(
                        RuleErrorCode.UNKNOWN_RULE,
                        entry.place(),
                        "The pack has no rule '" + Text.shortened(id) + "'."
                                + problems.didYouMean(entry.place(), id, ids),
                        "");
            }
        });
    }

    private static Map<String, LevelEntry> levels(YamlMap map, Problems problems) {
        Map<String, LevelEntry> levels = new TreeMap<>();
        Optional<Yaml.Node> node = map.get("rules");
        if (node.isEmpty()) {
            return levels;
        }
        if (!(node.get() instanceof Yaml.Mapping rules)) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.get().place(),
                    "'rules' gives rules a level, one per line.",
                    "Example: rules: { ADV-001: enforce }");
            return levels;
        }
        for (Yaml.Entry entry : YamlMap.ofAnyKeys(rules, problems).entries()) {
            String rule = entry.key().text();
            Optional<Yaml.Scalar> level =
                    YamlMap.scalar(entry.value(), "The level of '" + Text.shortened(rule) + "'", 20, problems);
            if (level.isEmpty()) {
                continue;
            }
            String word = level.get().text();
            if (LEVELS.contains(word)) {
                levels.put(
                        rule,
                        new LevelEntry(
                                Level.valueOf(word.toUpperCase(Locale.ROOT)),
                                entry.key().place()));
            } else {
                problems.add(
                        RuleErrorCode.YAML_VALUE,
                        level.get().place(),
                        "'" + word + "' is not a level." + Text.didYouMean(word, LEVELS),
                        "There are: observe (recorded only), advise (shown to approvers), enforce (decides).");
            }
        }
        return levels;
    }
}
