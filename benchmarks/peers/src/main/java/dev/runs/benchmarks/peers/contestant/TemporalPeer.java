package dev.runs.benchmarks.peers.contestant;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Temporal's test server in this process: two activities and an update that is waited for. It keeps all of it in memory. */
final class TemporalPeer implements Peer {
    private static final String QUEUE = "offers";
    /** Workflows are made by the worker, without anything of ours; those that are being started in this process. */
    private static final Map<String, CountDownLatch> STARTING = new ConcurrentHashMap<>();

    private final TestWorkflowEnvironment environment;
    private final WorkflowClient client;

    TemporalPeer() {
        this.environment = TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
        Worker worker = environment.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(OfferWorkflow.class);
        worker.registerActivitiesImplementations(new AutomaticSteps());
        environment.start();
        this.client = environment.getWorkflowClient();
    }

    @Override
    public String start() throws InterruptedException {
        String run = UUID.randomUUID().toString();
        CountDownLatch latch = new CountDownLatch(1);
        STARTING.put(run, latch);
        Offer offer = client.newWorkflowStub(
                Offer.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(QUEUE)
                        .setWorkflowId(run)
                        .build());
        WorkflowClient.start(offer::offer, PAYLOAD);
        latch.await();
        STARTING.remove(run);
        return run;
    }

    @Override
    public Question look(String run) {
        Offer offer = client.newWorkflowStub(Offer.class, run);
        return () -> {
            if (!offer.approve().equals("READY")) {
                throw new IllegalStateException("run '" + run + "' is not ready");
            }
        };
    }

    @Override
    public void close() {
        environment.close();
    }

    /** The workflow. */
    @WorkflowInterface
    public interface Offer {
        /** Returns what became of it. */
        @WorkflowMethod
        String offer(String payload);

        /** Approves it, and returns its state. */
        @UpdateMethod
        String approve();
    }

    /** The automatic steps. */
    @ActivityInterface
    public interface Automatic {
        /** The first. */
        String detect(String payload);

        /** The second. */
        String draft(String payload);
    }

    /** What the automatic steps do. */
    public static final class AutomaticSteps implements Automatic {
        @Override
        public String detect(String payload) {
            return "detected";
        }

        @Override
        public String draft(String payload) {
            return "drafted";
        }
    }

    /** What the workflow does. */
    public static final class OfferWorkflow implements Offer {
        private final Automatic automatic = Workflow.newActivityStub(
                Automatic.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());
        private String state = "WORKING";

        @Override
        public String offer(String payload) {
            automatic.detect(payload);
            automatic.draft(payload);
            state = "WAITING";
            CountDownLatch latch = STARTING.get(Workflow.getInfo().getWorkflowId());
            if (latch != null) {
                latch.countDown();
            }
            Workflow.await(() -> state.equals("READY"));
            return state;
        }

        @Override
        public String approve() {
            state = "READY";
            return state;
        }
    }
}
