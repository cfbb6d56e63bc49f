package dev.runs.samples.crm.scim;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PATCH changes something: {@code attribute}, {@code attribute.part}, {@code attribute[part eq "x"]} or
 * {@code attribute[part eq "x"].part}.
 *
 * @param extended whether the attribute is one of the enterprise extension
 * @param attribute the attribute
 * @param filter which of its values
 * @param part which part of it
 */
record Path(boolean extended, String attribute, Optional<Filter> filter, Optional<String> part) {
    private static final Pattern PATH = Pattern.compile("([A-Za-z$][-\\w$]*)(?:\\[(.*)])?(?:\\.([A-Za-z$][-\\w$]*))?");

    /** Reads a path. */
    static Path parse(String text) {
        String rest = text.trim();
        boolean extended = false;
        for (String urn : new String[] {Schema.ENTERPRISE, Schema.USER, Schema.GROUP}) {
            if (rest.regionMatches(true, 0, urn + ":", 0, urn.length() + 1)) {
                extended = urn.equals(Schema.ENTERPRISE);
                rest = rest.substring(urn.length() + 1);
                break;
            }
        }
        Matcher path = PATH.matcher(rest);
        if (!path.matches()) {
            throw ScimException.bad("invalidPath", "the path '" + text + "' is not understood");
        }
        return new Path(
                extended,
                Tree.name(path.group(1)),
                Optional.ofNullable(path.group(2)).map(Filter::parse),
                Optional.ofNullable(path.group(3)).map(Tree::name));
    }

    @Override
    public String toString() {
        return (extended ? Schema.ENTERPRISE + ":" : "")
                + attribute
                + filter.map(some -> "[" + some + "]").orElse("")
                + part.map(some -> "." + some).orElse("");
    }
}
