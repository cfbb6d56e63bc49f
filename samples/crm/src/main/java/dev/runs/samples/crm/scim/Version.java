package dev.runs.samples.crm.scim;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of resources as entity tags. */
final class Version {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private Version() {}

    static String tag(long version) {
        return "W/\"" + version + "\"";
    }

    /** Returns the version that {@code If-Match} names; empty if any will do. */
    static OptionalLong seen(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.trim().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher tag = TAG.matcher(ifMatch.trim());
        if (!tag.matches()) {
            throw ScimException.stale("no version has the tag '" + ifMatch + "'");
        }
        return OptionalLong.of(Long.parseLong(tag.group(1)));
    }
}
