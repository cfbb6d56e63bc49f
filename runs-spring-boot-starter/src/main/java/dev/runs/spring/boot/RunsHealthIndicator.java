package dev.runs.spring.boot;

import dev.runs.Runs;
import dev.runs.feed.FeedStatus;
import dev.runs.gate.Gate;
import dev.runs.gate.PackRef;
import dev.runs.storage.RunStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * How the library is: down if its store does not answer. That the last change of the rules was refused or that a reader of the feed
 * is behind is told, and leaves the application up: the rules in force go on, and nothing is lost.
 */
final class RunsHealthIndicator extends AbstractHealthIndicator {
    private final Runs runs;
    private final RunStore store;
    private final Gate rules;
    private final boolean works;
    private final Optional<RulesReload> reload;

    /**
     * Makes one.
     *
     * @param works whether handlers run in this process
     */
    RunsHealthIndicator(Runs runs, RunStore store, Gate rules, boolean works, Optional<RulesReload> reload) {
        super("The store of runs does not answer");
        this.runs = runs;
        this.store = store;
        this.rules = rules;
        this.works = works;
        this.reload = reload;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        FeedStatus feed = runs.feed().status();
        health.up()
                .withDetail("store", store())
                .withDetail("rules", rules())
                .withDetail("worker", worker())
                .withDetail("feed", feed(feed));
    }

    private String worker() {
        if (!works) {
            return "not in this process";
        }
        return runs.isStarted() ? "started" : "stopped";
    }

    private Map<String, Object> store() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kind", store.capabilities().name());
        details.put("durable", store.capabilities().durable());
        details.put("joinsHostTransaction", store.capabilities().joinsHostTransaction());
        return details;
    }

    private Map<String, Object> rules() {
        PackRef pack = rules.pack();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("pack", pack.name());
        details.put("version", pack.version());
        details.put("digest", pack.digest());
        Map<String, Object> refused = new LinkedHashMap<>();
        reload.ifPresent(watching -> watching.refused()
                .forEach((property, change) -> refused.put(property, change.at() + " " + change.why())));
        if (!refused.isEmpty()) {
            details.put("refused", refused);
        }
        return details;
    }

    private static Map<String, Object> feed(FeedStatus feed) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("last", feed.last());
        details.put("waiting", feed.waiting());
        details.put("behind", feed.lags());
        return details;
    }
}
