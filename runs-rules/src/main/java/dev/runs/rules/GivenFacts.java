package dev.runs.rules;

import dev.runs.gate.ApprovalFact;
import dev.runs.gate.DayFact;
import dev.runs.gate.GateFacts;
import dev.runs.gate.HostFact;
import dev.runs.gate.MeetingFact;
import dev.runs.gate.OtherStep;
import dev.runs.gate.RunFact;
import dev.runs.gate.SignalFact;
import java.util.List;
import java.util.Optional;

/** Facts that somebody wrote down. */
record GivenFacts(
        Optional<RunFact> run,
        Optional<SignalFact> signal,
        List<MeetingFact> meetings,
        List<OtherStep> steps,
        List<ApprovalFact> approvals,
        List<DayFact> day,
        List<HostFact> records)
        implements GateFacts {
    GivenFacts {
        meetings = List.copyOf(meetings);
        steps = List.copyOf(steps);
        approvals = List.copyOf(approvals);
        day = List.copyOf(day);
        records = List.copyOf(records);
    }
}
