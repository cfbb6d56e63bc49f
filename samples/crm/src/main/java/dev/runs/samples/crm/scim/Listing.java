package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param startIndex the number of the first item, from 1
 * @param count how many at most
 */
record Listing(long startIndex, int count) {
    static final int MOST = 200;
    private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    /** Reads the query's numbers: what is too small or too large counts as the nearest that is not (RFC 7644, 3.4.2.4). */
    static Listing of(@Nullable String startIndex, @Nullable String count) {
        return new Listing(Math.max(1, number("startIndex", startIndex, 1)), (int)
                Math.min(MOST, Math.max(0, number("count", count, MOST))));
    }

    private static long number(String name, @Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw ScimException.bad("invalidValue", "'" + name + "' is not a number: '" + text + "'");
        }
    }

    <T> Map<String, Object> answer(Page<T> page, Function<T, Map<String, Object>> resource) {
        List<Map<String, Object>> resources =
                page.items().stream().map(resource).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemas", List.of(LIST));
        answer.put("totalResults", page.total());
        answer.put("startIndex", startIndex);
        answer.put("itemsPerPage", resources.size());
        answer.put("Resources", resources);
        return answer;
    }
}
