package dev.runs.rules.problem;

/**
 * The stable codes of everything that {@code runs-rules} reports. Each is listed in {@code docs/error-codes.md}.
 *
 * @since 0.1.0
 */
public enum RuleErrorCode {
    /** The folder of a pack is not there or cannot be read. */
    FOLDER("RUNS-RULE-001"),
    /** A file does not belong into a pack, or its name cannot be used. */
    FILE_NAME("RUNS-RULE-002"),
    /** Something is larger, longer or more than the limit allows. */
    LIMIT("RUNS-RULE-003"),
    /** A file is not UTF-8. */
    ENCODING("RUNS-RULE-004"),
    /** A character or escape that cannot be seen or read for what it is. */
    CHARACTER("RUNS-RULE-005"),
    /** Brackets stand too deep in each other. */
    NESTING("RUNS-RULE-006"),

    /** There is no {@code pack.yaml}, or no rule file. */
    PACK_INCOMPLETE("RUNS-RULE-010"),
    /** A YAML file cannot be read as YAML, or uses more of YAML than a pack needs. */
    YAML_FORM("RUNS-RULE-011"),
    /** An entry of a YAML file is unknown, doubled or missing. */
    YAML_ENTRY("RUNS-RULE-012"),
    /** A value of a YAML file is of the wrong kind. */
    YAML_VALUE("RUNS-RULE-013"),
    /** A pack names no default approvers. */
    NO_DEFAULT_APPROVERS("RUNS-RULE-014"),
    /** {@code pack.yaml} speaks about a rule that the pack does not have. */
    UNKNOWN_RULE("RUNS-RULE-015"),
    /** A role is not in {@code roles.yaml}. */
    UNKNOWN_ROLE("RUNS-RULE-016"),

    /** Something stands where something else is needed. */
    SYNTAX("RUNS-RULE-020"),
    /** The package line is missing or its name cannot be used. */
    PACKAGE("RUNS-RULE-021"),
    /** Something is imported that rules cannot use. */
    IMPORT("RUNS-RULE-022"),
    /** A function, global, query or other declaration, which rule files cannot have. */
    DECLARATION("RUNS-RULE-023"),
    /** A rule has no name, or one that is not a text. */
    RULE_NAME("RUNS-RULE-024"),
    /** An annotation is unknown, doubled, missing or malformed. */
    ANNOTATION("RUNS-RULE-025"),
    /** Two rules of a pack have the same id. */
    DUPLICATE_ID("RUNS-RULE-026"),
    /** A rule attribute such as {@code salience}, which rules cannot have. */
    ATTRIBUTE("RUNS-RULE-027"),

    /** The {@code when} part is not exactly one named {@code StepFact}. */
    PATTERN("RUNS-RULE-030"),
    /** A step does not have such a property. */
    UNKNOWN_PROPERTY("RUNS-RULE-031"),
    /** An operator is unknown or does not fit the property. */
    OPERATOR("RUNS-RULE-032"),
    /** A value is of the wrong kind for the property. */
    VALUE("RUNS-RULE-033"),
    /** Code where only a comparison with a fixed value can stand. */
    CODE("RUNS-RULE-034"),
    /** A part of the rule language that this version does not have. */
    NOT_AVAILABLE("RUNS-RULE-035"),

    /** Something other than a call on {@code gate} stands in {@code then}. */
    CONSEQUENCE("RUNS-RULE-040"),
    /** {@code gate} does not have such a call. */
    UNKNOWN_CALL("RUNS-RULE-041"),
    /** A call on {@code gate} has the wrong arguments. */
    ARGUMENT("RUNS-RULE-042"),
    /** {@code pack.yaml} has no requirement of that name. */
    UNKNOWN_REQUIREMENT("RUNS-RULE-043"),

    /** A rule could not be evaluated. */
    RULE_FAILED("RUNS-RULE-050"),
    /** The evaluation took longer than its deadline. */
    DEADLINE("RUNS-RULE-051"),
    /** More questions wait than the pack answers at a time. */
    BUSY("RUNS-RULE-052"),
    /** A question is about more steps than the limit allows. */
    TOO_MANY_SUBJECTS("RUNS-RULE-053"),
    /** The rule engine and the interpreter do not agree about a rule. */
    DISAGREEMENT("RUNS-RULE-054"),
    /** A question comes without the facts that the rules speak about. */
    FACTS_NOT_GIVEN("RUNS-RULE-056"),
    /** The rules speak about more facts of a run than the limit allows. */
    TOO_MANY_FACTS("RUNS-RULE-057"),
    /** The pack is closed. */
    CLOSED("RUNS-RULE-055"),

    /** An archive is damaged, or is made as no pack needs to be. */
    ARCHIVE("RUNS-RULE-060"),
    /** Files of a pack changed while they were read. */
    UNSETTLED("RUNS-RULE-061"),
    /** A file is not as {@code pack.sha256} says. */
    CHECKSUM("RUNS-RULE-062"),
    /** A tenant's pack does not fit on the global one. */
    STACK("RUNS-RULE-063"),
    /** Rules cannot be changed by this actor, or without a reason. */
    ACTIVATION("RUNS-RULE-064"),
    /** There is no earlier pack to go back to. */
    NOTHING_EARLIER("RUNS-RULE-065"),
    /** An activation could not be recorded, and so was not done. */
    NOT_RECORDED("RUNS-RULE-066"),

    /** A file of cases has no case, or a case cannot be told from another or does not say what it expects. */
    CASE("RUNS-RULE-070"),

    /** A warning: a value that a rule reads can be missing, and nothing says what that means. */
    MISSING_UNSAID("RUNS-RULE-080"),
    /** A warning: a condition contradicts itself. */
    NEVER("RUNS-RULE-081"),

    /** The rule engine failed on rules that had passed the check: a fault of Runs. */
    ENGINE("RUNS-RULE-090");

    private final String id;

    RuleErrorCode(String id) {
        this.id = id;
    }

    /** Returns the code as it stands in messages and documents, such as {@code RUNS-RULE-031}. */
    public String id() {
        return id;
    }
}
