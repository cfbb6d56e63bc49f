package dev.runs.spring.boot;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Execution;
import dev.runs.plan.RunPlan;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every host of these tests brings: its people, its actions, and a desk whose notes they write. */
@Configuration(proxyBeanMethods = false)
class Host {
    static final String TENANT = "acme";
    static final Actor AGENT = Actor.agent(TENANT, "agent");
    static final Actor ANA = Actor.human(TENANT, "ana", "Director");

    /** Performs the actions, and tells on which threads. */
    static final class Desk {
        private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

        void note(Execution step) {
            notes.add(step.run() + " on " + Thread.currentThread().getName());
        }

        /** Waits for the next note. */
        String next() throws InterruptedException {
            String note = notes.poll(60, TimeUnit.SECONDS);
            if (note == null) {
                throw new AssertionError("no note was written");
            }
            return note;
        }

        boolean isEmpty() {
            return notes.isEmpty();
        }
    }

    @Bean
    Identity people() {
        return Identity.of(AGENT, ANA);
    }

    @Bean
    Desk desk() {
        return new Desk();
    }

    @Bean
    RunsCustomizer actions(Desk desk) {
        return runs -> runs.catalog(
                        actions -> actions.internal("crm.note", RiskLevel.LOW).external("crm.send", RiskLevel.MEDIUM))
                .handler("crm.note", desk::note)
                .handler("crm.send", desk::note);
    }

    /** Starts a run about one of the host's rows, and returns its id, which is the row's. */
    static String start(Runs runs, String row) {
        return runs.as(AGENT).start(plan(row, "crm.note")).id();
    }

    static RunPlan plan(String row, String action) {
        return RunPlan.named("Follow up")
                .id(row)
                .about(row)
                .step("do", "Do it")
                .action(action, Payload.of(Map.of("customer", "Acme")));
    }

    static List<String> runsIn(RunStore store) {
        return store.runs(TENANT, RunFilter.all(), Cursor.start(), 100).rows().stream()
                .map(RunRow::run)
                .sorted()
                .toList();
    }

    /** Returns the threads of the library that are there and stay; one of a pool that was ended may still be about to end. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("runs-") && stays(thread))
                .map(Thread::getName)
                .toList();
    }

    private static boolean stays(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            return thread.isAlive();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
