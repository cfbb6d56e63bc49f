package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Bytes;
import dev.runs.storage.Commit;
import dev.runs.storage.EdgeRow;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Where rows stand within their run, and by what edges are told apart: the same in every database. */
final class Places {
    /** Leaves room for the rows of one commit between the places that two versions give. */
    private static final int ROWS_PER_COMMIT_BITS = 24;

    private static final int DIGEST_BYTES = 12;

    private Places() {}

    /** Returns the place of the row of a commit that has the given number in it. */
    static long of(Commit commit, int number) {
        return (commit.head().version() << ROWS_PER_COMMIT_BITS) + number;
    }

    /** Returns a short key of an edge within its run: the words themselves would be kept twice. */
    static Bytes digest(EdgeRow edge) {
        return digest(
                edge.from().kind(),
                edge.from().id(),
                edge.to().kind(),
                edge.to().id(),
                edge.relation());
    }

    /** Returns a short key of what a step left, within its run. */
    static Bytes digest(ArtifactRow artifact) {
        return digest(artifact.node().kind(), artifact.node().id(), artifact.step());
    }

    private static Bytes digest(String... words) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", words).getBytes(UTF_8));
            return Bytes.of(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
