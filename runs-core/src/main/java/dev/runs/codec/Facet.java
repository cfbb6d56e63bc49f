package dev.runs.codec;

/**
 * The words of which a step row's facet is made, in this order, so that tallies can be added up by what they contain.
 *
 * @since 0.1.0
 */
public final class Facet {
    /** The first step of a run that a signal triggered. */
    public static final String FIRST = "first ";

    /** Any other step. */
    public static final String LATER = "later ";

    /** Effects leave the company. */
    public static final String EXTERNAL = "external ";

    /** Effects stay inside. */
    public static final String INTERNAL = "internal ";

    /** An agent asked for it. */
    public static final String AGENT = "agent";

    /** A person or a program asked for it. */
    public static final String PEOPLE = "people";

    private Facet() {}
}
