package dev.runs.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.content.Digest;
import dev.runs.storage.NodeRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Names the things that lineage connects. Equal things have equal names and different things different ones, within a
 * tenant, whatever characters their ids contain: an id of several parts is joined by {@code /}, characters that would make
 * it ambiguous are escaped, and the tail of one that is too long for a store is replaced by a hash of the whole.
 *
 * @since 0.1.0
 */
public final class LineageNodes {
    /** A signal. */
    public static final String SIGNAL = "signal";

    /** A meeting. */
    public static final String MEETING = "meeting";

    /** A run. */
    public static final String RUN = "run";

    /** A step of a run. */
    public static final String STEP = "step";

    /** What an action is done with, by its digest. */
    public static final String PAYLOAD = "payload";

    /** One round of a step's approval. */
    public static final String APPROVAL = "approval";

    /** A rule in one version of its pack. */
    public static final String RULE = "rule";

    /** A file that a handler left. */
    public static final String FILE = "file";

    /** A roadmap item to which a handler linked. */
    public static final String ROADMAP = "roadmap";

    /** What a store keeps at most. */
    static final int MAX_LENGTH = 200;

    /** Stands in a rule's place where none decided; a rule's own '#' is escaped. */
    static final String NO_RULE = "#none";

    private static final int HASH_LENGTH = 64;

    private LineageNodes() {}

    /** Returns the node of a signal. */
    public static NodeRef signal(String id) {
        return node(SIGNAL, whole(id));
    }

    /** Returns the node of a meeting. */
    public static NodeRef meeting(String id) {
        return node(MEETING, whole(id));
    }

    /** Returns the node of a run. */
    public static NodeRef run(String run) {
        return node(RUN, whole(run));
    }

    /** Returns the node of a step. */
    public static NodeRef step(String run, String step) {
        return node(STEP, part(run) + "/" + part(step));
    }

    /** Returns the node of a payload. */
    public static NodeRef payload(Digest digest) {
        return node(PAYLOAD, whole(digest.value()));
    }

    /** Returns the node of one round of a step's approval. */
    public static NodeRef approval(String run, String step, int round) {
        return node(APPROVAL, part(run) + "/" + part(step) + "/" + round);
    }

    /** Returns the node of a rule in that version of its pack which has the given digest. */
    public static NodeRef rule(String pack, String rule) {
        return node(RULE, part(rule) + "/" + part(pack));
    }

    /** Returns the node of what a pack does where none of its rules decided: its default approvers, or to let pass. */
    public static NodeRef noRule(String pack) {
        return node(RULE, NO_RULE + "/" + part(pack));
    }

    /** Returns the node of a file. */
    public static NodeRef file(String id) {
        return node(FILE, whole(id));
    }

    /** Returns the node of a roadmap item. */
    public static NodeRef roadmap(String id) {
        return node(ROADMAP, whole(id));
    }

    private static NodeRef node(String kind, String id) {
        if (id.length() <= MAX_LENGTH) {
            return new NodeRef(kind, id);
        }
        // '#' is escaped everywhere else, so that no other id can look like this one.
        int kept = MAX_LENGTH - HASH_LENGTH - 1;
        int end = Character.isHighSurrogate(id.charAt(kept - 1)) ? kept - 1 : kept;
        return new NodeRef(kind, id.substring(0, end) + "#" + hash(id));
    }

    private static String whole(String id) {
        return escape(id, "%#");
    }

    private static String part(String id) {
        return escape(id, "%#/");
    }

    private static String escape(String id, String special) {
        StringBuilder escaped = new StringBuilder(id.length());
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (special.indexOf(c) >= 0 || Character.isISOControl(c)) {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String hash(String id) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
