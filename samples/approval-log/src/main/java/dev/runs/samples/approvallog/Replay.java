package dev.runs.samples.approvallog;

import dev.runs.Runs;
import dev.runs.gate.Gate;
import dev.runs.storage.RunStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log played on the library: each case one run, one after the other. */
final class Replay {
    private final XesReader log;
    private final Progress progress;
    private final LogClock clock = new LogClock();
    private final Routes routes = new Routes();
    private final PaymentDesk desk = new PaymentDesk();
    private final Map<String, CaseFacts> cases = new LinkedHashMap<>();
    private final Totals totals = new Totals();

    private Replay(XesReader log, Progress progress) {
        this.log = log;
        this.progress = progress;
    }

    /**
     * Plays a log to its end, or up to a number of cases.
     *
     * @throws BadInputException if something is wrong with the log
     */
    static Replay of(XesReader log, RunStore store, Gate rules, int limit, Progress progress) throws IOException {
        Replay replay = new Replay(log, progress);
        try (Runs runs = ExpensesHost.runs(store, rules, replay.routes, replay.clock, replay.desk)) {
            replay.play(runs, limit);
        }
        return replay;
    }

    private void play(Runs runs, int limit) throws IOException {
        Optional<XesCase> next = limit > 0 ? log.next() : Optional.empty();
        while (next.isPresent()) {
            CaseFacts facts = play(runs, next.get());
            cases.put(facts.id(), facts);
            totals.add(facts);
            progress.at(log.progress(), totals.count());
            next = totals.count() < limit ? log.next() : Optional.empty();
        }
        progress.done(totals.count());
    }

    private CaseFacts play(Runs runs, XesCase logged) throws IOException {
        CaseReplay replay = new CaseReplay(runs, routes, Payment.of(logged, log));
        List<Activity> activities =
                logged.events().stream().map(event -> Activity.of(event.name())).toList();
        String document = "";
        for (int i = 0; i < activities.size(); i++) {
            XesCase.Event event = logged.events().get(i);
            Activity activity = activities.get(i);
            if (document.isEmpty()) {
                document = activity.document();
            } else if (!activity.document().isEmpty() && !activity.document().equals(document)) {
                throw log.bad(
                        event.place(),
                        "Case '" + logged.id() + "' is about two documents, '" + document + "' and '"
                                + activity.document() + "'.",
                        "name a log with one document per case, such as DomesticDeclarations");
            }
            clock.set(event.at());
            try {
                replay.on(event, activity, activities.subList(i + 1, activities.size()));
            } catch (CaseReplay.CannotStartException e) {
                throw log.bad(logged.place(), String.valueOf(e.getMessage()), e.fix());
            }
        }
        return replay.end();
    }

    /** Returns what is known of each case, by its id and in the order of the log. */
    Map<String, CaseFacts> cases() {
        return cases;
    }

    Totals totals() {
        return totals;
    }

    /** Returns what was paid. */
    PaymentDesk desk() {
        return desk;
    }
}
