package dev.runs.benchmarks.peers.contestant;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** DBOS Transact: two steps, a message that is waited for, and the workflow's result says that the external step is ready. */
final class DbosPeer implements Peer {
    private static final String TOPIC = "approval";
    /** On JDK 17 a workflow that waits holds one of a hundred threads; the next one does not begin. */
    private static final int THREADS = 100;

    private final HikariDataSource pool;
    private final DBOS dbos;
    private final Offer offer;
    private final Map<String, CountDownLatch> starting = new ConcurrentHashMap<>();
    private final Map<String, WorkflowHandle<String, RuntimeException>> waiting = new ConcurrentHashMap<>();

    DbosPeer(String url) {
        this.pool = Pool.open(url);
        this.dbos = new DBOS(DBOSConfig.defaults("peers").withDataSource(pool));
        this.offer = dbos.registerProxy(Offer.class, new Steps(dbos, this::waits));
        dbos.launch();
    }

    private void waits(String run) {
        CountDownLatch latch = starting.get(run);
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public String start() throws InterruptedException {
        String run = UUID.randomUUID().toString();
        // The workflow has a thread of its own; only in this process can be known that it got as far as the message.
        CountDownLatch latch = new CountDownLatch(1);
        starting.put(run, latch);
        WorkflowHandle<String, RuntimeException> handle =
                dbos.startWorkflow(() -> offer.offer(PAYLOAD), new StartWorkflowOptions(run));
        latch.await();
        starting.remove(run);
        waiting.put(run, handle);
        return run;
    }

    @Override
    public Question look(String run) {
        WorkflowHandle<String, RuntimeException> handle = waiting.remove(run);
        if (handle == null) {
            throw new IllegalStateException("run '" + run + "' does not wait");
        }
        return () -> {
            dbos.send(run, "approved", TOPIC);
            if (!handle.getResult().equals("READY")) {
                throw new IllegalStateException("run '" + run + "' is not ready");
            }
        };
    }

    @Override
    public int mostWaiting() {
        return THREADS - 10;
    }

    @Override
    public void close() {
        dbos.close();
        pool.close();
    }

    /** The workflow. */
    public interface Offer {
        /** Returns what became of it. */
        String offer(String payload);
    }

    /** What the workflow does. */
    public static final class Steps implements Offer {
        private final DBOS dbos;
        private final Consumer<String> waits;

        Steps(DBOS dbos, Consumer<String> waits) {
            this.dbos = dbos;
            this.waits = waits;
        }

        @Override
        @Workflow(name = "offer")
        public String offer(String payload) {
            dbos.runStep(() -> "detected", "detect");
            dbos.runStep(() -> "drafted", "draft");
            waits.accept(DBOS.workflowId());
            return dbos.<String>recv(TOPIC, Duration.ofDays(30)).isPresent() ? "READY" : "EXPIRED";
        }
    }
}
