package dev.runs.samples.approvallog;

import dev.runs.content.Payload;
import dev.runs.error.RunsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else found out about each case of a log, by a script of their own: one JSON object per line. It is read
 * after the replay, and only to compare.
 *
 * @param file where it was read from
 * @param cases what it says, by the id of the case
 */
record Oracle(Path file, Map<String, Line> cases) {
    /**
     * What it says of one case.
     *
     * @param end how the case stands at the end, by the names of {@link Ending}
     * @param flags how often something happened, by the names in {@link Fact}
     * @param approvers the roles that endorsed and approved, in order
     */
    record Line(String end, Map<String, Long> flags, List<String> approvers) {}

    /**
     * Finds the oracle beside a log: {@code name.oracle.*.jsonl.gz} beside {@code name.xes.gz}.
     *
     * @throws BadInputException if there are several
     */
    static Optional<Path> beside(Path log) throws IOException {
        String name = log.toAbsolutePath().getFileName().toString().replaceFirst("\\.xes(\\.gz)?$", "");
        List<Path> found;
        try (Stream<Path> files = Files.list(log.toAbsolutePath().getParent())) {
            found = files.filter(file -> {
                        String other = file.getFileName().toString();
                        return other.startsWith(name + ".oracle.") && other.matches(".*\\.jsonl(\\.gz)?");
                    })
                    .sorted()
                    .toList();
        }
        if (found.size() > 1) {
            throw BadInputException.in(
                    log,
                    "There are " + found.size() + " oracles beside it: "
                            + String.join(
                                    ", ",
                                    found.stream()
                                            .map(file -> file.getFileName().toString())
                                            .toList())
                            + ".",
                    "name one with --oracle <file>");
        }
        return found.stream().findFirst();
    }

    /**
     * Reads an oracle.
     *
     * @throws BadInputException if a line is not what it should be
     */
    static Oracle read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw BadInputException.in(file, "There is no such file.", "name an oracle, or leave --oracle out");
        }
        Map<String, Line> cases = new LinkedHashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(InputBytes.open(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                number++;
                Place place = new Place(number, 1);
                Map<String, @Nullable Object> fields = parse(file, place, text);
                if (!(fields.get("case") instanceof String id)) {
                    throw bad(file, place, "names no case");
                }
                if (cases.put(id, line(file, place, fields)) != null) {
                    throw bad(file, place, "is the second one about '" + id + "'");
                }
            }
        }
        return new Oracle(file, cases);
    }

    private static Map<String, @Nullable Object> parse(Path file, Place place, String text) throws BadInputException {
        try {
            return Payload.parse(text).fields();
        } catch (RunsException e) {
            throw bad(file, place, "is not a JSON object");
        }
    }

    private static Line line(Path file, Place place, Map<String, @Nullable Object> fields) throws BadInputException {
        if (!(fields.get("end") instanceof String end) || !(fields.get("flags") instanceof Map<?, ?> flags)) {
            throw bad(file, place, "says no 'end' or no 'flags'");
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> flag : flags.entrySet()) {
            if (!(flag.getValue() instanceof Long count)) {
                throw bad(file, place, "has a flag '" + flag.getKey() + "' that is not a whole number");
            }
            counts.put(String.valueOf(flag.getKey()), count);
        }
        List<String> approvers = new ArrayList<>();
        if (fields.get("approver_chain") instanceof List<?> chain) {
            chain.forEach(role -> approvers.add(String.valueOf(role)));
        }
        return new Line(end, counts, approvers);
    }

    private static BadInputException bad(Path file, Place place, String what) {
        return BadInputException.at(
                file,
                place,
                "This line " + what + ".",
                "a line is {\"case\": \"...\", \"end\": \"APPROVED\", \"flags\": {\"n_SUBMITTED\": 1}, "
                        + "\"approver_chain\": [\"SUPERVISOR\"]}");
    }
}
