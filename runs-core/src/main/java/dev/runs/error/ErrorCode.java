package dev.runs.error;

import java.util.Locale;

/**
 * The stable codes of everything that the core reports: errors in what it is given, and refusals of what it is asked.
 * Each is listed in {@code docs/error-codes.md}.
 *
 * @since 0.1.0
 */
public enum ErrorCode {
    /** A run plan has no step. */
    PLAN_EMPTY("RUNS-PLAN-001"),
    /** Two steps of a plan have the same id. */
    PLAN_DUPLICATE_STEP("RUNS-PLAN-002"),
    /** Steps of a plan wait for each other. */
    PLAN_CYCLE("RUNS-PLAN-003"),
    /** A step comes after a step that does not exist. */
    PLAN_UNKNOWN_STEP("RUNS-PLAN-004"),
    /** A step's action type is not in the catalogue. */
    PLAN_UNKNOWN_ACTION("RUNS-PLAN-005"),
    /** A join needs more predecessors than the step has. */
    PLAN_IMPOSSIBLE_JOIN("RUNS-PLAN-006"),
    /** An id, title or other text of a plan cannot be used. */
    PLAN_TEXT("RUNS-PLAN-007"),
    /** A plan or proposal has more steps than one run may have. */
    PLAN_TOO_LARGE("RUNS-PLAN-008"),
    /** A patch does not hold just one step, or says where it belongs. */
    PLAN_PATCH("RUNS-PLAN-009"),

    /** A payload does not fit the schema of its action type. */
    PAYLOAD_SCHEMA("RUNS-PAYLOAD-001"),
    /** A value cannot be part of a payload. */
    PAYLOAD_VALUE("RUNS-PAYLOAD-002"),
    /** A payload is not a JSON object. */
    PAYLOAD_JSON("RUNS-PAYLOAD-003"),
    /** A payload cannot be read as the asked-for record. */
    PAYLOAD_TYPE("RUNS-PAYLOAD-004"),

    /** A builder lacks something or was given something that cannot be. */
    CONFIG("RUNS-CONFIG-001"),
    /** The action catalogue contradicts itself. */
    CONFIG_CATALOG("RUNS-CONFIG-002"),

    /** A stored document is damaged. */
    CODEC_DAMAGED("RUNS-CODEC-001"),
    /** A stored document was written by a newer version of the library. */
    CODEC_NEWER("RUNS-CODEC-002"),
    /** What is asked for cannot be stored in the form that this process writes. */
    CODEC_OLDER("RUNS-CODEC-003"),

    /** Handlers were to be run on a thread that holds a transaction of the host. */
    HOST_TRANSACTION("RUNS-HOST-001"),

    /** There is no such run, step or approval for this actor. */
    NOT_FOUND("RUNS-REFUSED-001"),
    /** The host's identity port does not know the actor. */
    UNKNOWN_ACTOR("RUNS-REFUSED-002"),
    /** What was looked at has changed meanwhile. */
    STALE("RUNS-REFUSED-003"),
    /** The question was answered already. */
    ALREADY_DECIDED("RUNS-REFUSED-004"),
    /** The question is not asked any more. */
    WITHDRAWN("RUNS-REFUSED-005"),
    /** The step is not in a state that allows the command. */
    NOT_NOW("RUNS-REFUSED-006"),
    /** The actor holds none of the roles that are asked. */
    NOT_AN_APPROVER("RUNS-REFUSED-007"),
    /** Agents and services never decide. */
    NOT_A_HUMAN("RUNS-REFUSED-008"),
    /** The actor asked for, edited or is represented in what is to be approved. */
    SEPARATION_OF_DUTIES("RUNS-REFUSED-009"),
    /** The actor has voted in this round. */
    ALREADY_VOTED("RUNS-REFUSED-010"),
    /** A step that follows from the rejection has started. */
    SUCCESSOR_STARTED("RUNS-REFUSED-011"),
    /** A reason is missing. */
    REASON_MISSING("RUNS-REFUSED-012"),
    /** The run changed again and again while the command was tried. */
    CONTENDED("RUNS-REFUSED-013"),
    /** The command id was used for another command. */
    COMMAND_REUSED("RUNS-REFUSED-014"),
    /** It is not known whether the command was carried out. */
    OUTCOME_UNKNOWN("RUNS-REFUSED-015"),
    /** A step whose effects leave the company cannot count as done without being executed. */
    EXTERNAL_WAIVE("RUNS-REFUSED-016"),
    /** The access policy does not let the actor do that. */
    NOT_PERMITTED("RUNS-REFUSED-017"),
    /** The run is on hold. */
    ON_HOLD("RUNS-REFUSED-021"),
    /** Somebody else has taken the question upon themselves. */
    CLAIMED("RUNS-REFUSED-022"),
    /** A question cannot be handed to that person or role. */
    DELEGATION("RUNS-REFUSED-023"),

    /** It is no link of this installation, or not one of this actor. */
    LINK_INVALID("RUNS-LINK-001"),
    /** The time in which a link could be used is over. */
    LINK_EXPIRED("RUNS-LINK-002"),
    /** A link was used for another answer. */
    LINK_USED("RUNS-LINK-003"),

    /** A rule failed or the gate could not answer. */
    FAULT_GATE("RUNS-FAULT-001"),
    /** Nobody may give an approval that a rule asks for. */
    FAULT_NO_ELIGIBLE_APPROVER("RUNS-FAULT-002"),
    /** The gate asked again and again about the same payload. */
    FAULT_GATE_UNSTABLE("RUNS-FAULT-003");

    private final String id;

    ErrorCode(String id) {
        this.id = id;
    }

    /** Returns the code as it stands in messages and documents, such as {@code RUNS-PLAN-004}. */
    public String id() {
        return id;
    }

    /** Returns the constant's name in words, such as {@code unknown step}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
