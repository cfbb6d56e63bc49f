package dev.runs.samples.crm.page;

import dev.runs.samples.crm.people.Colleagues;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Into whose hands a question can be given, for the pages on which that can be done. */
@Component
class Hands {
    private static final Period USUAL = Period.ofDays(7);

    private final Colleagues colleagues;
    private final InstantSource clock;

    Hands(Colleagues colleagues, ObjectProvider<InstantSource> clock) {
        this.colleagues = colleagues;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    /** Adds who can be chosen, if there is anything to choose. */
    void of(Viewer viewer, List<Map<String, @Nullable Object>> approvals, Model model) {
        if (approvals.stream().anyMatch(Hands::canBeGivenOn)) {
            model.addAttribute("people", colleagues.people(viewer.tenant()));
            model.addAttribute("roles", colleagues.roles(viewer.tenant()));
            LocalDate today = LocalDate.ofInstant(clock.instant(), viewer.zone());
            model.addAttribute("today", today);
            model.addAttribute("inAWeek", today.plus(USUAL));
        }
    }

    private static boolean canBeGivenOn(Map<String, @Nullable Object> approval) {
        return approval.get("actions") instanceof Collection<?> actions
                && (actions.contains("DELEGATE") || actions.contains("REASSIGN"));
    }
}
