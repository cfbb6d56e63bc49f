package dev.runs.engine;

import dev.runs.actor.Actor;
import dev.runs.codec.StoredForm;
import dev.runs.error.ErrorCode;
import dev.runs.run.Command;
import dev.runs.run.Refusal;
import dev.runs.storage.StoreException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that somebody tried to decide who may not: once for each person, round and reason, so that a history cannot be filled by
 * trying. What the attempt was answered does not depend on it.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Set<ErrorCode> NOTED =
            Set.of(ErrorCode.NOT_AN_APPROVER, ErrorCode.NOT_A_HUMAN, ErrorCode.SEPARATION_OF_DUTIES);

    private final Engine engine;

    Attempts(Engine engine) {
        this.engine = engine;
    }

    void note(Actor actor, String run, Command.Seen seen, Refusal refusal) {
        ErrorCode code = refusal.code();
        if (!NOTED.contains(code) || !engine.settings().codec().writes().has(StoredForm.V5)) {
            return;
        }
        CommandName name =
                new CommandName(engine.settings().ids().newId(), "ATTEMPT " + seen.step() + " by " + actor.id());
        try {
            engine.perform(
                    actor, run, name, draft -> Prepared.go(new Command.NoteAttempt(seen.step(), seen.round(), code)));
        } catch (StoreException e) {
            LOG.warn("An attempt to decide about run '{}' could not be noted", run, e);
        }
    }
}
