package dev.runs.samples.approvallog;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a text file, unpacked if it is gzip, whatever its name. Knows how much of the file was read, and where the
 * text ends: a parser that stops exactly there was not given the whole of it.
 */
final class InputBytes extends FilterInputStream {
    private static final int GZIP = 0x8b1f;
    private static final int BUFFER = 1 << 13;
    /** No closing tag of the format is longer, so that a tag that was cut off is seen whole. */
    private static final int REMEMBERED = 64;

    private final Counted file;
    private final long size;
    private final StringBuilder tail = new StringBuilder();
    private int line = 1;
    private int column = 1;
    private boolean ended;
    private boolean damaged;

    private InputBytes(InputStream text, Counted file, long size) {
        super(text);
        this.file = file;
        this.size = size;
    }

    static InputBytes open(Path path) throws IOException {
        Counted file = new Counted(Files.newInputStream(path));
        try {
            BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
            buffered.mark(2);
            boolean packed = (buffered.read() | buffered.read() << 8) == GZIP;
            buffered.reset();
            InputStream text = packed ? new GZIPInputStream(buffered, BUFFER) : buffered;
            return new InputBytes(text, file, Files.size(path));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Returns how much of the file was read, from 0 to 1. */
    double progress() {
        return size == 0 ? 1 : Math.min(1, file.count / (double) size);
    }

    /** Returns where reading has come to; after the end of the text, where it ends. */
    Place position() {
        return new Place(line, column);
    }

    /** Returns whether unpacking failed: the file is not what was packed. */
    boolean isDamaged() {
        return damaged;
    }

    /** Returns whether the text ends at a place, or within the tag that begins shortly before its end. */
    boolean endsAt(Place place) {
        if (!ended || place.line() != line) {
            return false;
        }
        int rest = Math.max(0, column - place.column());
        return rest <= tail.length() && tail.indexOf(">", tail.length() - rest) < 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(bytes, offset, length);
        } catch (EOFException | ZipException e) {
            // Remembered, because the parser takes some of these for an ordinary end.
            damaged = true;
            throw e;
        }
        ended |= count < 0;
        for (int i = offset; i < offset + count; i++) {
            advance(bytes[i]);
        }
        return count;
    }

    /** Counts lines and characters of UTF-8 (of ASCII, in other encodings). */
    private void advance(byte next) {
        boolean continues = (next & 0xc0) == 0x80;
        if (next == '\n') {
            line++;
            column = 1;
            tail.setLength(0);
        } else if (!continues) {
            column++;
            tail.append((char) (next & 0xff));
            if (tail.length() > 2 * REMEMBERED) {
                tail.delete(0, REMEMBERED);
            }
        }
    }

    /** Counts the bytes of the file itself. */
    private static final class Counted extends FilterInputStream {
        private long count;

        private Counted(InputStream file) {
            super(file);
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
