package dev.runs.web;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.run.Refusal;
import dev.runs.run.Round;
import dev.runs.storage.StoreException;
import java.util.List;
import java.util.Optional;

/** Makes problem documents (RFC 9457) of whatever speaks against a request. */
final class Problems {
    private static final String STORE_FIX = "try again in a moment; the operator finds the cause in the host's log";

    private Problems() {}

    /**
     * A problem document.
     *
     * @param type the kind of problem: an URN made of the code
     * @param title the kind in words
     * @param status the HTTP status
     * @param detail what is wrong, and the actual state
     * @param code the stable code
     * @param fix the likely mend
     * @param field the field, parameter or header at fault
     * @param current how the step stands now
     * @param others what is wrong besides
     */
    record Document(
            String type,
            String title,
            int status,
            String detail,
            String code,
            String fix,
            Optional<String> field,
            Optional<Current> current,
            List<Other> others) {}

    /**
     * How a step stands.
     *
     * @param etag the step's ETag
     * @param version its version
     * @param state its state
     * @param round its latest round's number, 0 if there was none
     * @param roundState how that round stands
     */
    record Current(String etag, long version, String state, int round, Optional<Round.State> roundState) {
        static Current of(Refusal.Current now) {
            return new Current(
                    new Etag(now.version(), now.round()).toString(),
                    now.version(),
                    now.state().name(),
                    now.round(),
                    now.roundState());
        }
    }

    /**
     * One more thing that is wrong.
     *
     * @param code the stable code
     * @param detail what is wrong
     * @param fix the likely mend
     */
    record Other(String code, String detail, String fix) {}

    static Document of(Refusal refusal) {
        return document(refusal.problem(), refusal.current().map(Current::of), List.of());
    }

    static Document of(RunsException exception) {
        List<Problem> problems = exception.problems();
        return document(
                problems.get(0),
                Optional.empty(),
                problems.stream()
                        .skip(1)
                        .map(problem -> new Other(problem.code().id(), problem.text(), problem.fix()))
                        .toList());
    }

    private static Document document(Problem problem, Optional<Current> current, List<Other> others) {
        ErrorCode code = problem.code();
        return new Document(
                type(code.id()),
                capital(code.words()),
                status(code),
                problem.text(),
                code.id(),
                problem.fix(),
                code == ErrorCode.REASON_MISSING ? Optional.of("reason") : Optional.empty(),
                current,
                others);
    }

    static Document of(ApiException exception) {
        return document(exception.code(), exception.detail(), exception.fix(), exception.field());
    }

    /** What the store says about its medium is for the log, and not for whoever asks. */
    static Document of(StoreException exception) {
        return document(WebCode.STORE_DOWN, "Runs cannot be read or changed now.", STORE_FIX, Optional.empty());
    }

    static Document unexpected(String incident) {
        return document(
                WebCode.UNEXPECTED,
                "The request failed. Incident " + incident + ".",
                "tell the operator the incident, which the host's log names",
                Optional.empty());
    }

    private static Document document(WebCode code, String detail, String fix, Optional<String> field) {
        return new Document(
                type(code.id()),
                code.title(),
                code.status(),
                detail,
                code.id(),
                fix,
                field,
                Optional.empty(),
                List.of());
    }

    private static String type(String code) {
        return "urn:runs:" + code;
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case UNKNOWN_ACTOR -> 401;
            case NOT_PERMITTED, NOT_AN_APPROVER, NOT_A_HUMAN, SEPARATION_OF_DUTIES -> 403;
            case NOT_FOUND, LINK_INVALID -> 404;
            case LINK_EXPIRED -> 410;
            case STALE -> 412;
            case CONTENDED, OUTCOME_UNKNOWN -> 503;
            case ALREADY_DECIDED,
                    WITHDRAWN,
                    NOT_NOW,
                    ALREADY_VOTED,
                    SUCCESSOR_STARTED,
                    COMMAND_REUSED,
                    EXTERNAL_WAIVE,
                    ON_HOLD,
                    CLAIMED,
                    DELEGATION,
                    LINK_USED,
                    CODEC_OLDER -> 409;
            case REASON_MISSING,
                    PLAN_EMPTY,
                    PLAN_DUPLICATE_STEP,
                    PLAN_CYCLE,
                    PLAN_UNKNOWN_STEP,
                    PLAN_UNKNOWN_ACTION,
                    PLAN_IMPOSSIBLE_JOIN,
                    PLAN_TEXT,
                    PLAN_TOO_LARGE,
                    PLAN_PATCH,
                    PAYLOAD_SCHEMA,
                    PAYLOAD_VALUE,
                    PAYLOAD_JSON,
                    PAYLOAD_TYPE -> 400;
            case CONFIG,
                    CONFIG_CATALOG,
                    CODEC_DAMAGED,
                    CODEC_NEWER,
                    HOST_TRANSACTION,
                    FAULT_GATE,
                    FAULT_NO_ELIGIBLE_APPROVER,
                    FAULT_GATE_UNSTABLE -> 500;
        };
    }
}
