package dev.runs.rules.internal.text;

import dev.runs.rules.problem.RuleErrorCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/**
 * The first look at a file, before anything tries to understand it: its size, strict UTF-8, and no character that a
 * reader cannot see or that changes how the text around it is read. Works in one pass over the bytes.
 */
public final class RawScan {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Limits limits;
    private final Problems problems;

    public RawScan(Limits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    /** Returns the file's text, or empty when the file is not to be read any further. */
    public Optional<String> text(String file, byte[] bytes) {
        if (bytes.length > limits.fileBytes()) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    Place.file(file),
                    "The file has " + bytes.length + " bytes; at most " + limits.fileBytes() + " are read.",
                    "Split it into several files of one concern each.");
            return Optional.empty();
        }
        Optional<String> decoded = decode(file, bytes);
        return decoded.filter(text -> visible(file, text) && composed(file, text));
    }

    private Optional<String> decode(String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), characters, true);
        characters.flip();
        String text = characters.toString();
        if (result.isError()) {
            int lineStart = text.lastIndexOf('\n') + 1;
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            problems.add(
                    RuleErrorCode.ENCODING,
                    new Place(file, line, 1 + text.codePointCount(lineStart, text.length())),
                    "The file is not UTF-8 from here on.",
                    "Save it with the encoding UTF-8.");
            return Optional.empty();
        }
        // Some editors of one system begin every file with this mark; it says nothing and hides nothing there.
        return Optional.of(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
    }

    private boolean visible(String file, String text) {
        boolean clean = true;
        int line = 1;
        int column = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            column++;
            if (c == '\n') {
                line++;
                column = 0;
            } else if (c == '\r' && next < text.length() && text.charAt(next) == '\n') {
                column--;
            } else if (c == '\\' && next < text.length() && text.charAt(next) == 'u') {
                problems.add(
                        RuleErrorCode.CHARACTER,
                        new Place(file, line, column),
                        "A backslash before 'u' is not allowed anywhere: such escapes hide what a text says.",
                        "Type the character itself.");
                clean = false;
            } else if (c != '\t' && hidden(c)) {
                problems.add(
                        RuleErrorCode.CHARACTER,
                        new Place(file, line, column),
                        "There is a character here that cannot be seen: " + name(c) + ".",
                        "Delete it; it may stand between two visible characters.");
                clean = false;
            }
            i = next;
        }
        return clean;
    }

    /** A letter that is written in two ways is two texts to a comparison, and one to whoever reads the rule. */
    private boolean composed(String file, String text) {
        if (Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            return true;
        }
        int line = 1;
        for (String words : text.split("\n", -1)) {
            if (!Normalizer.isNormalized(words, Normalizer.Form.NFC)) {
                String other = Normalizer.normalize(words, Normalizer.Form.NFC);
                int same = 0;
                while (same < other.length() && words.charAt(same) == other.charAt(same)) {
                    same++;
                }
                problems.add(
                        RuleErrorCode.CHARACTER,
                        new Place(file, line, words.codePointCount(0, same) + 1),
                        "The character here is put together of several, where Unicode has one for it.",
                        "Save the file in the form NFC, or type the character again.");
            }
            line++;
        }
        return false;
    }

    /** Returns whether a character is invisible or steers the display: controls, direction marks, joiners, and so on. */
    public static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static String name(int c) {
        String name = Character.getName(c);
        return String.format("U+%04X", c) + (name == null ? "" : " " + name);
    }
}
