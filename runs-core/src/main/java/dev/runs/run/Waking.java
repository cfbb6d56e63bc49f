package dev.runs.run;

import dev.runs.error.ErrorCode;
import dev.runs.gate.Deadlines;
import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What time brings: the end of a hold, and reminders, escalations and the expiry of questions (S14). */
final class Waking {
    private final Run run;
    private final Circumstances given;

    Waking(Run run, Circumstances given) {
        this.run = run;
        this.given = given;
    }

    Decision wake(Command.Wake command) {
        Step step = run.step(command.step()).orElseThrow();
        if (step.state() == StepState.HELD && isOver(step.heldUntil())) {
            return Decision.accept(
                    List.of(new RunEvent.StepBlocked(step.id(), RunEvent.StepBlocked.Setback.WOKEN, Optional.empty())));
        }
        List<RunEvent> events = step.openRound()
                .map(round -> late(step, round, command.staffing()))
                .orElse(List.of());
        return events.isEmpty()
                ? Decision.refuse(Checks.notNow(step, "woken", "its time has not come"))
                : Decision.accept(events);
    }

    private boolean isOver(Optional<Instant> moment) {
        return moment.filter(at -> !given.now().isBefore(at)).isPresent();
    }

    private List<RunEvent> late(Step step, Round round, Staffing staffing) {
        List<RunEvent> events = new ArrayList<>();
        for (Round.Asking asking : round.missing()) {
            if (isOver(asking.offer().expiry(asking.stage()))) {
                // Whatever else is due is of no use any more.
                return List.of(
                        new RunEvent.RoundClosed(step.id(), round.number(), Round.State.EXPIRED, Optional.empty()),
                        new RunEvent.StepRejected(step.id(), RunEvent.StepRejected.No.EXPIRY));
            }
            if (isOver(asking.offer().reminder(asking.stage()))) {
                events.add(new AskingEvent.ReminderSent(step.id(), round.number(), asking.place()));
            }
            if (isOver(asking.offer().escalation(asking.stage()))) {
                events.addAll(escalated(step, round, asking, staffing));
            }
        }
        return events;
    }

    private static List<RunEvent> escalated(Step step, Round round, Round.Asking asking, Staffing staffing) {
        Deadlines.Escalation escalation =
                asking.stage().deadlines().escalation().orElseThrow();
        Set<String> to = staffing.asked(escalation.to(), round.excluded());
        if (!to.isEmpty()) {
            return List.of(new AskingEvent.Escalated(step.id(), round.number(), asking.place(), to));
        }
        List<RunEvent> events = new ArrayList<>();
        // Nobody is there to whom it could go: those who are asked stay, and somebody must know.
        events.add(new AskingEvent.Escalated(
                step.id(), round.number(), asking.place(), asking.offer().asked()));
        events.add(new RunEvent.FaultRaised(
                step.id(),
                ErrorCode.FAULT_NO_ELIGIBLE_APPROVER,
                asking.track().rules(),
                Set.copyOf(escalation.to().stream()
                        .map(approver -> approver.words())
                        .toList())));
        return events;
    }
}
