package dev.runs.samples.crm.agent;

import dev.runs.samples.crm.governance.CrmActions.RoadmapItem;
import java.util.List;
import java.util.Optional;

/**
 * What was found in a transcript.
 *
 * @param findings in the order of the transcript
 * @param ask where on the roadmap the first product ask belongs, if there is one
 */
record Analysis(List<Finding> findings, Optional<RoadmapItem> ask) {
    Analysis {
        findings = List.copyOf(findings);
    }

    Optional<Finding> first(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).findFirst();
    }
}
