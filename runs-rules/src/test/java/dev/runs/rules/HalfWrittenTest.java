package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.rules.internal.pack.FolderSource;
import dev.runs.rules.internal.pack.PackFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder into which somebody writes while it is read: every moment of the one is tried with every moment of the other. */
class HalfWrittenTest {
    private static final Map<String, String> OLD = pack("old");
    private static final Map<String, String> NEW = pack("new");
    private static final String OLD_DIGEST = Small.digest(PackFiles.texts(OLD));
    private static final String NEW_DIGEST = Small.digest(PackFiles.texts(NEW));
    /** The steps at which the disk is read: the list, three or four files, and all of it again. */
    private static final int MOMENTS = 10;
    /** The step that begins the second reading of three files. */
    private static final int AGAIN = 4;

    @TempDir
    private Path folder;

    private static Map<String, String> pack(String version) {
        Map<String, String> files =
                Small.pack("test", version, Small.deny(version + "-1", "mail.send"), Small.deny(version + "-2", "pay"));
        files.put("more.drl", "package test.pack\n" + Small.deny(version + "-3", "export"));
        return files;
    }

    @BeforeEach
    void old() throws IOException {
        write(OLD);
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void whatIsLoaded_isWhatTheFolderWasAtOneMoment() throws IOException {
        Map<String, Integer> outcomes = new TreeMap<>();
        List<Write> writes = writes(NEW);
        for (int from = 0; from < MOMENTS; from++) {
            for (int count = 0; count <= writes.size(); count++) {
                write(OLD);
                Writer writer = new Writer(writes, from, count, 0);
                String outcome = outcome(writer);
                assertThat(outcome).as("%s writes at %s", count, from).isIn(writer.digestThen, "");
                outcomes.merge(outcome, 1, Integer::sum);
            }
        }
        assertThat(outcomes).containsKeys(OLD_DIGEST, NEW_DIGEST, "");
    }

    @Test
    void whoKeepsWritingWhileItIsRead_isNeverReadHalf() throws IOException {
        Map<String, Integer> outcomes = new TreeMap<>();
        List<Write> writes = writes(NEW);
        for (int from = 0; from < MOMENTS; from++) {
            for (int pace = 1; pace <= writes.size(); pace++) {
                write(OLD);
                String outcome = outcome(new Writer(writes, from, pace, pace));
                assertThat(outcome)
                        .as("%s writes at a time from %s", pace, from)
                        .isIn(OLD_DIGEST, NEW_DIGEST, "");
                outcomes.merge(outcome, 1, Integer::sum);
            }
        }
        assertThat(outcomes).containsKeys(OLD_DIGEST, NEW_DIGEST, "");
    }

    @Test
    void withChecksums_aWriterMayRestWhereverItLikes() throws IOException {
        Map<String, String> old = sealed(OLD);
        Map<String, String> fresh = sealed(NEW);
        List<Write> writes = writes(fresh);
        int whole = 0;
        for (int done = 0; done <= writes.size(); done++) {
            for (int from = 1; from < MOMENTS; from += 3) {
                for (int more = 0; done + more <= writes.size(); more += 2) {
                    write(old);
                    for (Write write : writes.subList(0, done)) {
                        write.run();
                    }
                    String outcome = outcome(new Writer(writes.subList(done, writes.size()), from, more, 0));
                    assertThat(outcome)
                            .as("%s writes, then from %s %s writes", done, from, more)
                            .isIn(OLD_DIGEST, NEW_DIGEST, "");
                    whole += outcome.isEmpty() ? 0 : 1;
                }
            }
        }
        assertThat(whole).isPositive();
    }

    @Test
    void aFolderThatIsRenamed_isTheOneOrTheOther() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path link = root.resolve("pack");
        for (int moment = 0; moment < MOMENTS; moment++) {
            Path one = Files.createDirectory(root.resolve("one-" + moment));
            Path other = Files.createDirectory(root.resolve("other-" + moment));
            for (String name : OLD.keySet()) {
                Files.writeString(one.resolve(name), OLD.get(name));
                Files.writeString(other.resolve(name), NEW.get(name));
            }
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, one);
            Path next = Files.createSymbolicLink(root.resolve("next-" + moment), other);
            Writer writer = new Writer(
                    List.of(() -> Files.move(next, link, java.nio.file.StandardCopyOption.ATOMIC_MOVE)), moment, 1, 0);
            assertThat(outcome(new FolderSource(link, writer))).isIn(OLD_DIGEST, NEW_DIGEST, "");
        }
    }

    @Test
    void changed_saysSo_andThatItMaySucceedLater() {
        Writer writer = new Writer(writes(NEW), AGAIN, 3, 0);
        assertThatThrownBy(() -> Small.digest(new FolderSource(folder, writer)))
                .isInstanceOfSatisfying(
                        RulePackException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessage("""
                        RUNS-RULE-061 Rule pack 'test' was not loaded: 1 error.
                        more.drl  This changed while the pack was read.
                            Load the pack again when all of it is written.""");
    }

    @Test
    void emptyFiles_areRefused() throws IOException {
        for (String name : OLD.keySet()) {
            write(OLD);
            Files.writeString(folder.resolve(name), "");
            assertThat(outcome(new FolderSource(folder))).as(name).isEmpty();
        }
    }

    @Test
    void checksums_nameWhatIsMissingChangedOrNotListed() throws IOException {
        write(sealed(OLD));
        Files.delete(folder.resolve("more.drl"));
        Files.writeString(folder.resolve("rules.drl"), OLD.get("rules.drl") + "// more\n");
        Files.writeString(folder.resolve("extra.drl"), OLD.get("more.drl").replace("old-3", "old-4"));
        assertThatThrownBy(() -> Small.digest(new FolderSource(folder)))
                .isInstanceOfSatisfying(
                        RulePackException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessage("""
                        RUNS-RULE-062 Rule pack 'test' was not loaded: 3 errors.
                        extra.drl  pack.sha256 does not list this file.
                            It is not written yet or was changed since: copy it again, or write pack.sha256 anew.
                        pack.sha256  The pack lacks 'more.drl', which is listed here.
                            It is not written yet or was changed since: copy it again, or write pack.sha256 anew.
                        rules.drl  This is not the file that pack.sha256 lists.
                            It is not written yet or was changed since: copy it again, or write pack.sha256 anew.""");
    }

    @Test
    void checksumsThatAreNone_areRefused() throws IOException {
        write(OLD);
        Files.writeString(folder.resolve("pack.sha256"), "not a checksum\n");
        assertThatThrownBy(() -> Small.digest(new FolderSource(folder)))
                .hasMessageContaining("pack.sha256:1:1  This is not a line of sha256sum.\n"
                        + "    Write the file with: sha256sum *.yaml *.drl > pack.sha256");
    }

    @Test
    void checksumsLeaveNoTraceInTheDigest() throws IOException {
        write(sealed(OLD));
        assertThat(outcome(new FolderSource(folder))).isEqualTo(OLD_DIGEST);
    }

    private static Map<String, String> sealed(Map<String, String> files) {
        Map<String, String> sealed = new TreeMap<>(files);
        sealed.put("pack.sha256", Small.sums(files));
        return sealed;
    }

    private String outcome(Writer writer) {
        return outcome(new FolderSource(folder, writer));
    }

    private static String outcome(FolderSource source) {
        try {
            return Small.digest(source);
        } catch (RulePackException e) {
            return "";
        }
    }

    /** One thing that a writer does to the disk. */
    private interface Write {
        void run() throws IOException;
    }

    /** Returns how each file is written: it becomes empty, then has the first rules, then all. */
    private List<Write> writes(Map<String, String> files) {
        List<Write> writes = new ArrayList<>();
        files.forEach((name, text) -> {
            Path file = folder.resolve(name);
            int rule = text.indexOf("end\n") + 4;
            writes.add(() -> Files.writeString(file, ""));
            writes.add(() -> Files.writeString(file, text.substring(0, rule > 4 ? rule : text.length() / 2)));
            writes.add(() -> Files.writeString(file, text));
        });
        return writes;
    }

    /** Writes so much when the reader comes to a moment, and then so much at each later one. */
    private final class Writer implements Runnable {
        private final List<Write> writes;
        private final int from;
        private final int first;
        private final int then;
        private int moment;
        private int written;
        /** What the folder was between the two readings. */
        private String digestThen = "";

        Writer(List<Write> writes, int from, int first, int then) {
            this.writes = writes;
            this.from = from;
            this.first = first;
            this.then = then;
        }

        @Override
        public void run() {
            if (moment == AGAIN) {
                digestThen = outcome(new FolderSource(folder));
            }
            int now = moment < from ? 0 : moment == from ? first : then;
            moment++;
            try {
                for (int i = 0; i < now && written < writes.size(); i++) {
                    writes.get(written++).run();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
