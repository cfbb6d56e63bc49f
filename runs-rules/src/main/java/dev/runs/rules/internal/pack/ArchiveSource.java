package dev.runs.rules.internal.pack;

import dev.runs.rules.internal.text.Place;
import dev.runs.rules.problem.RuleErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a zip or jar that is given as bytes. What counts is the directory at its end, which other tools show as well: without
 * it the archive is cut, and what it does not list is not there. Of what it says about sizes nothing is believed: a file is
 * unpacked up to the limit, and must then have the stated size and checksum.
 */
public final class ArchiveSource implements Consumer<PackFiles> {
    static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final String archive;
    private final String folder;
    private final ByteBuffer zip;

    /**
     * Makes a source.
     *
     * @param archive what it is called in messages
     * @param folder the pack's folder in the archive; empty for all of it
     */
    public ArchiveSource(String archive, String folder, byte[] zip) {
        this.archive = archive;
        this.folder = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        this.zip = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns a source that reads an archive from the disk. */
    public static Consumer<PackFiles> file(Path path, String folder) {
        return files -> {
            byte[] bytes;
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            } catch (IOException e) {
                String what = Files.exists(path)
                        ? "The archive cannot be read: " + e.getMessage()
                        : "There is no such archive.";
                files.problems().add(RuleErrorCode.FOLDER, Place.file(path.toString()), what);
                return;
            }
            new ArchiveSource(path.toString(), folder, bytes).accept(files);
        };
    }

    /** Not an archive that is read; says why. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String file;

        Refused(String file, String what) {
            super(what);
            this.file = file;
        }
    }

    /** One line of the directory. */
    private record Entry(
            String name, ByteBuffer rawName, int flags, int method, int crc, int packed, int size, int start) {}

    @Override
    public void accept(PackFiles files) {
        if (zip.capacity() > MOST_BYTES) {
            files.problems()
                    .add(
                            RuleErrorCode.LIMIT,
                            Place.file(archive),
                            "The archive has more than " + MOST_BYTES / (1024 * 1024) + " MB.",
                            "Give the pack an archive of its own.");
            return;
        }
        try {
            SortedMap<String, byte[]> contents = contents(files);
            if (contents.isEmpty() && !folder.isEmpty()) {
                files.problems()
                        .add(
                                RuleErrorCode.FOLDER,
                                Place.file(archive),
                                "The archive has no folder '" + PackFiles.visible(folder) + "' with files.");
                return;
            }
            files.addAll(contents);
        } catch (Refused e) {
            refuse(files, e.file, String.valueOf(e.getMessage()));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            refuse(files, archive, "The archive is damaged: it points to a place outside of it.");
        }
    }

    private static void refuse(PackFiles files, String file, String what) {
        files.problems()
                .add(
                        RuleErrorCode.ARCHIVE,
                        Place.file(PackFiles.visible(file)),
                        what,
                        "Make the archive anew from the folder, for example with: jar --create --file pack.jar -C pack .");
    }

    private SortedMap<String, byte[]> contents(PackFiles files) throws Refused {
        int end = end();
        int entries = unsigned(end + 10);
        int start = zip.getInt(end + 16);
        boolean odd = unsigned(end + 4) != 0
                || unsigned(end + 6) != 0
                || unsigned(end + 8) != entries
                || entries == 0xFFFF
                || start < 0
                || start + (long) zip.getInt(end + 12) != end;
        if (odd) {
            throw new Refused(archive, "The archive is damaged, in several parts, or larger than a pack can be.");
        }
        SortedMap<String, byte[]> contents = new TreeMap<>();
        int read = 0;
        int at = start;
        for (int i = 0; i < entries; i++) {
            if (at + ENTRY_BYTES > end || zip.getInt(at) != ENTRY) {
                throw new Refused(archive, "The archive's directory is damaged.");
            }
            int next = at + ENTRY_BYTES + unsigned(at + 28) + unsigned(at + 30) + unsigned(at + 32);
            Entry entry = entry(at);
            at = next;
            if (!entry.name().startsWith(folder) || entry.name().equals(folder)) {
                continue;
            }
            String name = entry.name().substring(folder.length());
            checkPath(name);
            // Also of a file that is not read: a name that was changed would leave a rule out.
            checkHeader(entry, start);
            if (name.endsWith("/") || PackFiles.hidden(name)) {
                continue;
            }
            boolean wanted = PackFiles.isRead(name) && read <= files.limits().files();
            read += wanted ? 1 : 0;
            byte[] content = wanted ? content(entry, start, files.limits().fileBytes() + 1) : new byte[0];
            if (contents.put(name, content) != null) {
                throw new Refused(name, "The archive has this file twice.");
            }
            if (contents.size() > PackFiles.most(files.limits())) {
                throw new Refused(
                        archive,
                        "The archive has more than " + PackFiles.most(files.limits())
                                + " files; this cannot be a rule pack.");
            }
        }
        if (at != end) {
            throw new Refused(archive, "The archive's directory is damaged.");
        }
        return contents;
    }

    /** Returns where the last record is, which says where the directory is. */
    private int end() throws Refused {
        int last = zip.capacity() - END_BYTES;
        for (int at = last; at >= 0 && at >= last - 0xFFFF; at--) {
            if (zip.getInt(at) == END && unsigned(at + 20) == last - at) {
                return at;
            }
        }
        throw new Refused(archive, "This is not a zip or jar archive, or its end is missing.");
    }

    private Entry entry(int at) throws Refused {
        ByteBuffer rawName = zip.slice(at + ENTRY_BYTES, unsigned(at + 28));
        return new Entry(
                name(rawName),
                rawName,
                unsigned(at + 8),
                unsigned(at + 10),
                zip.getInt(at + 16),
                zip.getInt(at + 20),
                zip.getInt(at + 24),
                zip.getInt(at + 42));
    }

    private String name(ByteBuffer raw) throws Refused {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(raw.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new Refused(archive, "The archive has a file whose name is not UTF-8.");
        }
    }

    /** A name that tools would put elsewhere than it says is no name of a pack's file. */
    private static void checkPath(String name) throws Refused {
        boolean folder = name.endsWith("/");
        for (String part : (folder ? name.substring(0, name.length() - 1) : name).split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.contains("\\") || part.contains(":")) {
                throw new Refused(
                        name, "A path in an archive has plain names between forward slashes; this one has not.");
            }
        }
    }

    private void checkHeader(Entry entry, int directory) throws Refused {
        int start = entry.start();
        boolean odd = start < 0
                || start + LOCAL_BYTES > directory
                || zip.getInt(start) != LOCAL
                || unsigned(start + 8) != entry.method()
                || ((unsigned(start + 6) | entry.flags()) & ENCRYPTED) != 0
                || !zip.slice(start + LOCAL_BYTES, unsigned(start + 26)).equals(entry.rawName())
                || (entry.method() != STORED && entry.method() != DEFLATED);
        if (odd) {
            throw new Refused(entry.name(), "The archive is damaged at this file, or has it encrypted.");
        }
    }

    private byte[] content(Entry entry, int directory, int most) throws Refused {
        int start = entry.start();
        int data = start + LOCAL_BYTES + unsigned(start + 26) + unsigned(start + 28);
        if (entry.packed() < 0 || data + (long) entry.packed() > directory) {
            throw new Refused(entry.name(), "The archive is damaged: this file is cut.");
        }
        byte[] content =
                entry.method() == STORED ? bytes(data, Math.min(entry.packed(), most)) : inflated(entry, data, most);
        if (content.length < most) {
            CRC32 crc = new CRC32();
            crc.update(content);
            if (content.length != entry.size() || (int) crc.getValue() != entry.crc()) {
                throw new Refused(entry.name(), "The archive is damaged: this file is not what was put into it.");
            }
        }
        return content;
    }

    private byte[] inflated(Entry entry, int data, int most) throws Refused {
        byte[] content = new byte[most];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(zip.array(), data, entry.packed());
            int length = 0;
            while (length < most && !inflater.finished()) {
                int more = inflater.inflate(content, length, most - length);
                if (more == 0 && !inflater.finished()) {
                    throw new Refused(entry.name(), "The archive is damaged: this file is cut.");
                }
                length += more;
            }
            return Arrays.copyOf(content, length);
        } catch (DataFormatException e) {
            throw new Refused(entry.name(), "The archive is damaged at this file.");
        } finally {
            inflater.end();
        }
    }

    private byte[] bytes(int from, int length) {
        byte[] bytes = new byte[length];
        zip.get(from, bytes);
        return bytes;
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(zip.getShort(at));
    }
}
