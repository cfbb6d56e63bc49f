package dev.runs.benchmarks.peers.contestant;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** Camunda 7's process engine: two service tasks, a user task, and an external task. */
final class CamundaPeer implements Peer {
    private final HikariDataSource pool;
    private final ProcessEngine engine;
    private final RuntimeService runtime;
    private final TaskService tasks;

    private CamundaPeer(String url, boolean history) {
        this.pool = Pool.open(url);
        ProcessEngineConfiguration configuration =
                ProcessEngineConfiguration.createStandaloneProcessEngineConfiguration();
        configuration.setDataSource(pool);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        if (!history) {
            configuration.setHistory(ProcessEngineConfiguration.HISTORY_NONE);
        }
        this.engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .name("offer")
                .enableDuplicateFiltering(true)
                .addModelInstance("offer.bpmn", model())
                .deploy();
        this.runtime = engine.getRuntimeService();
        this.tasks = engine.getTaskService();
    }

    private static BpmnModelInstance model() {
        return Bpmn.createExecutableProcess("offer")
                .camundaHistoryTimeToLive(180)
                .startEvent()
                .serviceTask("detect")
                .camundaClass(Automatic.class)
                .serviceTask("draft")
                .camundaClass(Automatic.class)
                .userTask("approve")
                .camundaCandidateGroups("customer-success-director")
                .serviceTask("send")
                .camundaExternalTask("send")
                .endEvent()
                .done();
    }

    /** As it comes. */
    static CamundaPeer asItComes(String url) {
        return new CamundaPeer(url, true);
    }

    /** Keeping nothing of what was. */
    static CamundaPeer withoutHistory(String url) {
        return new CamundaPeer(url, false);
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
