package dev.runs.record;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts instants into words, seen from one instant in one zone. */
final class Times {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

    private final Instant now;
    private final ZoneId zone;

    Times(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone.normalized();
    }

    Moment moment(Instant at) {
        return new Moment(at, relative(at), exact(at));
    }

    String exact(Instant at) {
        String name = zone.getId().equals("Z") ? "UTC" : zone.getId();
        return EXACT.format(at.atZone(zone)) + " " + name;
    }

    String relative(Instant at) {
        boolean past = !at.isAfter(now);
        Duration distance = Duration.between(at, now).abs();
        if (distance.toSeconds() < 60) {
            return "Just now";
        }
        if (distance.toMinutes() < 60) {
            return apart(distance.toMinutes(), "minute", past);
        }
        ZonedDateTime there = at.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        long days = Math.abs(ChronoUnit.DAYS.between(there.toLocalDate(), today));
        if (days == 0) {
            return apart(distance.toHours(), "hour", past);
        }
        if (days == 1) {
            return past ? "Yesterday" : "Tomorrow";
        }
        if (days < 7) {
            return apart(days, "day", past);
        }
        return (there.getYear() == today.getYear() ? DAY : DATE).format(there);
    }

    /** A length of time: {@code 30 days}, {@code 1 hour and 30 minutes}. */
    static String length(Duration length) {
        List<String> parts = new ArrayList<>();
        part(parts, length.toDays(), "day");
        part(parts, length.toHoursPart(), "hour");
        part(parts, length.toMinutesPart(), "minute");
        part(parts, length.toSecondsPart(), "second");
        return parts.isEmpty() ? "no time" : Wording.and(parts);
    }

    private static void part(List<String> parts, long count, String unit) {
        if (count != 0) {
            parts.add(Wording.count(count, unit));
        }
    }

    private static String apart(long count, String unit, boolean past) {
        String words = Wording.count(count, unit);
        return past ? words + " ago" : "In " + words;
    }
}
