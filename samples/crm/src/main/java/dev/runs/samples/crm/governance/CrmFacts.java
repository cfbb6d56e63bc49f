package dev.runs.samples.crm.governance;

import dev.runs.gate.FactSource;
import dev.runs.gate.HostFact;
import dev.runs.gate.RunFact;
import dev.runs.gate.StepFact;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells rules about the accounts that steps are aimed at. It reads in the decision's transaction, and only the run's tenant. */
final class CrmFacts implements FactSource {
    /** An account, as the packs' vocabulary declares it. */
    record Account(String id, String tier, boolean legalHold, int openEscalations, int openOpportunities) {}

    private final JdbcClient jdbc;

    CrmFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<HostFact> facts(String tenant, RunFact run, List<StepFact> steps) {
        Set<String> targets =
                steps.stream().flatMap(step -> step.target().stream()).collect(Collectors.toSet());
        if (targets.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        SELECT a.id, a.tier, a.legal_hold,
                          (SELECT count(*) FROM support_case c WHERE c.account_id = a.id
                            AND c.status = 'open' AND c.severity = 'escalated') AS escalations,
                          (SELECT count(*) FROM opportunity o WHERE o.account_id = a.id
                            AND o.stage NOT IN ('Won', 'Lost')) AS opportunities
                        FROM account a WHERE a.tenant = :tenant AND a.id IN (:targets)""")
                .param("tenant", tenant)
                .param("targets", targets)
                .query((row, number) -> HostFact.of(new Account(
                        row.getString("id"),
                        row.getString("tier"),
                        row.getBoolean("legal_hold"),
                        row.getInt("escalations"),
                        row.getInt("opportunities"))))
                .list();
    }
}
