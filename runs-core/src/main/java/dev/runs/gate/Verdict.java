package dev.runs.gate;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the gate decides about one step.
 *
 * @since 0.1.0
 */
public sealed interface Verdict {
    /** The step may run. */
    record Allow() implements Verdict {}

    /**
     * People must approve first.
     *
     * @param requirement whom to ask
     */
    record NeedsApproval(Requirement requirement) implements Verdict {}

    /**
     * The gate is to be asked again later.
     *
     * @param until when
     */
    record Hold(Instant until) implements Verdict {}

    /** The step must not run. */
    record Deny() implements Verdict {}

    /**
     * Combines what a pack found about a step with the floor that no rule can lower (S8). The most restrictive wins;
     * the order of findings means nothing. A risk that a rule raised counts for the floor and for who is asked where no rule
     * speaks; rules themselves read the risk of the catalogue. Raising the risk and notifying allow nothing.
     *
     * <p>A tenant's finding only tightens: what its rules require is asked in addition, so that it does not stand in for the
     * default approvers. An allow counts from whomever it comes: a gate that stacks packs hands on a tenant's only for
     * actions that the global pack delegates.
     *
     * @param pattern the action's reach
     * @param risk the action's risk, as the catalogue says
     * @param answer what the pack found
     * @param defaultApprovers the pack's default approvers
     */
    static Verdict combine(Pattern pattern, RiskLevel risk, GateAnswer answer, Set<String> defaultApprovers) {
        boolean external = pattern == Pattern.EXTERNAL;
        boolean allowed = false;
        Instant until = Instant.MIN;
        boolean asked = false;
        List<Track> tracks = new ArrayList<>();
        Set<String> evidence = new TreeSet<>();
        boolean frozen = false;
        for (Finding finding : answer.findings()) {
            if (finding.level() != Level.ENFORCE) {
                continue;
            }
            if (finding.effect() instanceof Finding.Deny) {
                return new Deny();
            } else if (finding.effect() instanceof Finding.Hold hold) {
                until = hold.until().isAfter(until) ? hold.until() : until;
            } else if (finding.effect() instanceof Finding.Require require) {
                asked |= !finding.tenant();
                tracks.add(new Track(require.stages(), Set.of(finding.rule().id())));
                evidence.addAll(require.evidence());
                frozen |= require.frozen();
            } else if (finding.effect() instanceof Finding.Allow) {
                allowed = true;
            }
        }
        if (until.isAfter(Instant.MIN)) {
            return new Hold(until);
        }
        boolean failed = !answer.faults().isEmpty();
        RiskLevel raised = raised(risk, answer);
        boolean floor = external && raised == RiskLevel.CRITICAL;
        boolean unmatched = !allowed && !asked;
        boolean risky = external || raised.isAtLeast(RiskLevel.HIGH);
        if (failed || (unmatched && risky) || (floor && !asked)) {
            tracks.add(Track.of(defaultApprovers, 1, Optional.empty(), Set.of()));
        }
        return tracks.isEmpty() ? new Allow() : new NeedsApproval(Requirement.union(tracks, evidence, frozen));
    }

    /** Returns the risk of an action after what enforced rules found about it: the catalogue's, or a higher one (S17). */
    static RiskLevel raised(RiskLevel risk, GateAnswer answer) {
        RiskLevel highest = risk;
        for (Finding finding : answer.findings()) {
            if (finding.level() == Level.ENFORCE
                    && finding.effect() instanceof Finding.RaiseRisk raise
                    && raise.risk().isAtLeast(highest)) {
                highest = raise.risk();
            }
        }
        return highest;
    }
}
