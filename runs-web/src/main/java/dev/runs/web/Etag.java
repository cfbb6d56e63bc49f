package dev.runs.web;

import dev.runs.engine.StepView;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a step and its round, as it stands in ETags: {@code "12:1"}.
 *
 * @param version the step's version
 * @param round its latest round's number, 0 if there was none
 */
record Etag(long version, int round) {
    private static final Pattern FORM = Pattern.compile("\"([0-9]{1,18}):([0-9]{1,9})\"");
    private static final String FIX =
            "send the ETag with which the step or its approval was answered, such as If-Match: \"12:1\"";

    static Etag of(StepView view) {
        return new Etag(view.version(), view.round());
    }

    /** Reads what a client sends back; a version that we did not give is as good as one that is not current any more. */
    static Etag read(String field, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw ApiException.bad(field, "'" + text + "' is no ETag of a step.", FIX);
        }
        return new Etag(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    static Etag required(Optional<String> ifMatch) {
        return read(
                "If-Match",
                ifMatch.orElseThrow(() -> new ApiException(
                        WebCode.NO_IF_MATCH, "It is not said what was looked at.", FIX, Optional.of("If-Match"))));
    }

    /** Returns the view of a step as it was when it had this tag. */
    StepView on(StepView now) {
        return new StepView(now.run(), now.step(), version, now.state(), round, now.digest());
    }

    @Override
    public String toString() {
        return "\"" + version + ":" + round + "\"";
    }
}
