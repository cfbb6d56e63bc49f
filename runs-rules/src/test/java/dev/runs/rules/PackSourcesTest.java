package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.rules.internal.pack.ArchiveSource;
import dev.runs.rules.internal.pack.ClassPathSource;
import dev.runs.rules.internal.pack.FolderSource;
import dev.runs.rules.internal.pack.PackFiles;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackSourcesTest {
    private static final Map<String, String> FILES = files();
    private static final String DIGEST = Small.digest(PackFiles.texts(FILES));
    private static final String ANEW =
            "\n    Make the archive anew from the folder, for example with: jar --create --file pack.jar -C pack .";

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());

    @TempDir
    private Path temp;

    private static Map<String, String> files() {
        Map<String, String> files = Small.pack("test", "1", Small.deny("R-1", "mail.send"));
        files.put("sub/more.drl", "package test.pack\n" + Small.allow("R-2", "crm.note"));
        files.put("readme.md", "Not read.");
        return files;
    }

    @Test
    void theSameFiles_haveTheSameDigest_whereverTheyComeFrom() throws IOException {
        write(temp.resolve("folder"));
        Path jar = Files.write(temp.resolve("pack.jar"), Small.zip("", FILES));
        Path nested = Files.write(temp.resolve("nested.jar"), Small.zip("rules/governance/", FILES));
        write(temp.resolve("classes/rules/governance"));

        assertThat(Small.digest(new FolderSource(temp.resolve("folder")))).isEqualTo(DIGEST);
        assertThat(Small.digest(ArchiveSource.file(jar, ""))).isEqualTo(DIGEST);
        assertThat(Small.digest(ArchiveSource.file(nested, "rules/governance"))).isEqualTo(DIGEST);
        assertThat(Small.digest(ArchiveSource.file(nested, "rules/governance/")))
                .isEqualTo(DIGEST);
        assertThat(Small.digest(new ArchiveSource("bytes", "", Small.zip("", FILES))))
                .isEqualTo(DIGEST);
        assertThat(Small.digest(classPath(nested))).isEqualTo(DIGEST);
        assertThat(Small.digest(classPath(temp.resolve("classes")))).isEqualTo(DIGEST);
    }

    @Test
    void loadedPacks_areTheSameFromEachSource() throws IOException {
        Path jar = Files.write(temp.resolve("pack.jar"), Small.zip("", FILES));
        try (RulePack fromJar = RulePacks.jar(jar);
                RulePack fromBytes = RulePacks.bytes("upload", Small.zip("", FILES))) {
            assertThat(fromJar.pack().digest()).isEqualTo(DIGEST);
            assertThat(fromBytes.rules()).isEqualTo(fromJar.rules());
        }
    }

    @Test
    void nothingThere_saysSo() {
        assertRefused(
                ArchiveSource.file(temp.resolve("no.jar"), ""),
                "RUNS-RULE-001 Rule pack 'test' was not loaded: 1 error.\n" + temp.resolve("no.jar")
                        + "  There is no such archive.");
        assertRefused(
                new ArchiveSource("a.jar", "rules", Small.zip("other/", FILES)),
                "RUNS-RULE-001 Rule pack 'test' was not loaded: 1 error.\n"
                        + "a.jar  The archive has no folder 'rules/' with files.");
        assertRefused(new ClassPathSource(new URLClassLoader(new URL[0], null), "rules"), """
                        RUNS-RULE-001 Rule pack 'test' was not loaded: 1 error.
                        rules  The class path has no 'rules/pack.yaml'.
                            Name the folder that holds pack.yaml, as it lies in exactly one jar or folder of the class path.""");
    }

    @Test
    void aPackThatTheClassPathHasTwice_isRefused() throws IOException {
        Path one = Files.write(temp.resolve("one.jar"), Small.zip("rules/governance/", FILES));
        Path two = Files.write(temp.resolve("two.jar"), Small.zip("rules/governance/", FILES));
        assertThatThrownBy(() -> Small.digest(classPath(one, two)))
                .isInstanceOf(RulePackException.class)
                .hasMessageContaining("The class path has 'rules/governance/pack.yaml' 2 times: [jar:");
    }

    @Test
    void archiveThatIsCut_isNeverRead() {
        byte[] zip = Small.zip("", FILES);
        for (int length = 0; length < zip.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(zip, length);
            assertRefused(
                    new ArchiveSource("a.jar", "", cut),
                    "RUNS-RULE-060 Rule pack 'test' was not loaded: 1 error.\n"
                            + "a.jar  This is not a zip or jar archive, or its end is missing." + ANEW);
        }
    }

    @Test
    void archiveWithAnotherByte_isTheSamePackOrRefused() {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        Random random = new Random(seed);
        byte[] zip = Small.zip("", FILES);
        for (int at = 0; at < zip.length; at++) {
            byte[] changed = zip.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            sameOrRefused(changed, "seed " + seed + ", byte " + at);
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = zip.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                changed[random.nextInt(zip.length)] = (byte) random.nextInt();
            }
            sameOrRefused(changed, "seed " + seed + ", round " + i);
        }
    }

    /** What is not the pack that was put in is refused; a file's name is the only thing that no checksum protects. */
    private static void sameOrRefused(byte[] zip, String where) {
        try {
            assertThat(Small.digest(new ArchiveSource("a.jar", "", zip)))
                    .as(where)
                    .isEqualTo(DIGEST);
        } catch (RulePackException e) {
            assertThat(e.problems()).as(where).isNotEmpty();
        }
    }

    @Test
    void theSameFileTwice_isRefused() {
        byte[] zip = Small.zip("", Map.of("a.drl", "one", "b.drl", "two"));
        assertRefused(
                new ArchiveSource("a.jar", "", replaced(zip, "b.drl", "a.drl")),
                "RUNS-RULE-060 Rule pack 'test' was not loaded: 1 error.\n" + "a.drl  The archive has this file twice."
                        + ANEW);
    }

    @Test
    void pathsThatLeadElsewhere_areRefused() {
        for (String name :
                new String[] {"../a.drl", "a/../b.drl", "/a.drl", "a//b.drl", "./a.drl", "a\\b.drl", "C:a.drl"}) {
            assertRefused(
                    new ArchiveSource("a.jar", "", Small.zip("", Map.of(name, "x"))),
                    "RUNS-RULE-060 Rule pack 'test' was not loaded: 1 error.\n" + name
                            + "  A path in an archive has plain names between forward slashes; this one has not."
                            + ANEW);
        }
    }

    @Test
    void hiddenFiles_areNotOfThePack() {
        Map<String, String> files = new HashMap<>(FILES);
        files.put(".git/config.yaml", "?");
        files.put("sub/.more.drl.swp", "?");
        assertThat(Small.digest(new ArchiveSource("a.jar", "", Small.zip("", files))))
                .isEqualTo(DIGEST);
    }

    @Test
    void fileThatUnpacksToMoreThanIsAllowed_isNotUnpacked() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.put("bomb.drl", " ".repeat(20_000_000));
        byte[] zip = Small.zip("", files);
        assertThat(zip.length).isLessThan(40_000);
        assertRefused(new ArchiveSource("a.jar", "", zip), """
                        RUNS-RULE-003 Rule pack 'test' was not loaded: 1 error.
                        bomb.drl  The file has 262145 bytes; at most 262144 are read.
                            Split it into several files of one concern each.""");
    }

    @Test
    void tooManyFiles_areRefused() {
        Map<String, String> files = new HashMap<>();
        for (int i = 0; i < 2_001; i++) {
            files.put("f" + i + ".txt", "");
        }
        assertRefused(
                new ArchiveSource("a.jar", "", Small.zip("", files)),
                "RUNS-RULE-060 Rule pack 'test' was not loaded: 1 error.\n"
                        + "a.jar  The archive has more than 2000 files; this cannot be a rule pack." + ANEW);
    }

    private void assertRefused(java.util.function.Consumer<PackFiles> source, String message) {
        assertThatThrownBy(() -> Small.digest(source))
                .isInstanceOf(RulePackException.class)
                .hasMessage(message);
    }

    private static byte[] replaced(byte[] zip, String name, String other) {
        String text = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.replace(name, other).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static ClassPathSource classPath(Path... entries) throws IOException {
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < entries.length; i++) {
            urls[i] = entries[i].toUri().toURL();
        }
        return new ClassPathSource(new URLClassLoader(urls, null), "rules/governance");
    }

    private static void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
