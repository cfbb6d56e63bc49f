package dev.runs.rules.internal.pack;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What time it is for the rules of a pack, as its manifest says.
 *
 * @param zone where they are read
 * @param businessDays the days of the week on which people work
 * @param holidays the days on which they do not
 */
public record BusinessCalendar(ZoneId zone, Set<DayOfWeek> businessDays, Set<LocalDate> holidays) {
    static final BusinessCalendar STANDARD =
            new BusinessCalendar(ZoneOffset.UTC, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), Set.of());

    public BusinessCalendar {
        businessDays = new TreeSet<>(businessDays);
        holidays = new TreeSet<>(holidays);
    }

    public boolean isBusinessDay(LocalDate date) {
        return businessDays.contains(date.getDayOfWeek()) && !holidays.contains(date);
    }
}
