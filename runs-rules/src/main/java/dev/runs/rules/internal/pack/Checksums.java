package dev.runs.rules.internal.pack;

import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.RawScan;
import dev.runs.rules.problem.RuleErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code pack.sha256}, which {@code sha256sum} writes, and compares. It is how a pack that is copied file by file shows that
 * it has arrived whole: a file that is cut between two rules is a good file with a rule less, and nothing else tells.
 */
public final class Checksums {
    public static final String FILE = "pack.sha256";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](?:[.]/)?(\\S.{0,300})");
    public static final String EXAMPLE = "Write the file with: sha256sum *.yaml *.drl > " + FILE;
    private static final String MEND =
            "It is not written yet or was changed since: copy it again, or write " + FILE + " anew.";

    private final Limits limits;
    private final Problems problems;

    Checksums(Limits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    void check(byte[] sums, SortedMap<String, byte[]> files) {
        Map<String, String> listed = new HashMap<>();
        new RawScan(limits, problems).text(FILE, sums).ifPresent(text -> {
            lines(text, listed);
            files.forEach((name, content) -> compare(name, content, listed));
        });
        listed.keySet().stream()
                .filter(name -> PackFiles.isRead(name) && !name.equals(FILE) && !files.containsKey(name))
                .sorted()
                .forEach(name -> problems.add(
                        RuleErrorCode.CHECKSUM,
                        Place.file(FILE),
                        "The pack lacks '" + PackFiles.visible(name) + "', which is listed here.",
                        MEND));
    }

    private void lines(String text, Map<String, String> listed) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher matcher = LINE.matcher(line.stripTrailing());
            if (matcher.matches()) {
                listed.put(matcher.group(2), matcher.group(1));
            } else if (!line.isBlank()) {
                problems.add(
                        RuleErrorCode.CHECKSUM,
                        new Place(FILE, number, 1),
                        "This is not a line of sha256sum.",
                        EXAMPLE);
            }
        }
    }

    private void compare(String name, byte[] content, Map<String, String> listed) {
        String sum = listed.get(name);
        if (sum == null) {
            problems.add(RuleErrorCode.CHECKSUM, Place.file(name), FILE + " does not list this file.", MEND);
        } else if (!sum.equals(HexFormat.of().formatHex(sha256().digest(content)))) {
            problems.add(
                    RuleErrorCode.CHECKSUM, Place.file(name), "This is not the file that " + FILE + " lists.", MEND);
        }
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static String digest(String text) {
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
