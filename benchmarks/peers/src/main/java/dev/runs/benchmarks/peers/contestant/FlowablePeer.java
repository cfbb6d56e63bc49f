package dev.runs.benchmarks.peers.contestant;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.delegate.JavaDelegate;

/** Flowable's process engine: two service tasks, a user task, and a task for an external worker. */
final class FlowablePeer implements Peer {
    private final HikariDataSource pool;
    private final ProcessEngine engine;
    private final RuntimeService runtime;
    private final TaskService tasks;

    private FlowablePeer(String url, boolean history) {
        this.pool = Pool.open(url);
        ProcessEngineConfiguration configuration =
                ProcessEngineConfiguration.createStandaloneProcessEngineConfiguration();
        configuration.setDataSource(pool);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        if (!history) {
            configuration.setHistory("none");
        }
        this.engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .name("offer")
                .enableDuplicateFiltering()
                .addClasspathResource("dev/runs/benchmarks/peers/contestant/offer.bpmn20.xml")
                .deploy();
        this.runtime = engine.getRuntimeService();
        this.tasks = engine.getTaskService();
    }

    /** As it comes. */
    static FlowablePeer asItComes(String url) {
        return new FlowablePeer(url, true);
    }

    /** Keeping nothing of what was. */
    static FlowablePeer withoutHistory(String url) {
        return new FlowablePeer(url, false);
    }

    @Override
    public String start() {
        return runtime.startProcessInstanceByKey("offer", Map.of("payload", PAYLOAD))
                .getId();
    }

    @Override
    public Question look(String run) {
        String task =
                tasks.createTaskQuery().processInstanceId(run).singleResult().getId();
        return () -> tasks.complete(task);
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
    }

    /** An automatic step. */
    public static final class Automatic implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) {}
    }
}
