package dev.runs.samples.crm.scim;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one filter that is understood: an attribute that equals a text.
 *
 * @param attribute the attribute, or part of one
 * @param value what it must be equal to
 */
record Filter(String attribute, String value) {
    private static final Pattern EQUALS =
            Pattern.compile("\\s*([A-Za-z$][-\\w$.:]*)\\s+[eE][qQ]\\s+\"((?:[^\"\\\\]|\\\\[\"\\\\/])*)\"\\s*");

    /** Reads a filter. */
    static Filter parse(String text) {
        Matcher equals = EQUALS.matcher(text);
        if (!equals.matches()) {
            throw ScimException.bad(
                    "invalidFilter", "only filters like 'userName eq \"ana@example.org\"' are understood");
        }
        String attribute = equals.group(1);
        for (String urn : new String[] {Schema.USER, Schema.GROUP}) {
            if (attribute.regionMatches(true, 0, urn + ":", 0, urn.length() + 1)) {
                attribute = attribute.substring(urn.length() + 1);
            }
        }
        int dot = attribute.indexOf('.');
        String name = dot < 0
                ? Tree.name(attribute)
                : Tree.name(attribute.substring(0, dot)) + "." + Tree.name(attribute.substring(dot + 1));
        return new Filter(name, equals.group(2).replaceAll("\\\\(.)", "$1"));
    }

    @Override
    public String toString() {
        return attribute + " eq \"" + value + "\"";
    }
}
