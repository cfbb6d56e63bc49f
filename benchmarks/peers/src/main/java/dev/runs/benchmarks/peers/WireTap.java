package dev.runs.benchmarks.peers;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a driver and a PostgreSQL server and counts what goes by, whoever asked: engines differ in how they reach the
 * driver, and all of it goes over the wire. Thread-safe.
 *
 * <p>Each message of the server has a letter and a length. "Command complete" (C) ends a statement and names its kind;
 * "ready for query" (Z) says whether a transaction is open. A round trip is whatever the driver says after the server has
 * spoken: it sends what begins a transaction together with the first statement.
 */
final class WireTap implements AutoCloseable {
    private static final Pattern SERVER = Pattern.compile("//([^/:]+):(\\d+)/");
    /** How long nothing is said when everything has been said. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(300);
    /** Some engines are never quiet. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

    private final String url;
    private final String host;
    private final int port;
    private final ServerSocket door;
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong roundTrips = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private volatile long lastHeard = System.nanoTime();

    /**
     * Counts since the tap was opened.
     *
     * @param statements those that ended, without the words that begin and end a transaction
     * @param roundTrips how often somebody waited for the server
     * @param transactions those that ended, also of one statement each
     */
    record Counts(long statements, long roundTrips, long transactions) {
        Counts minus(Counts earlier) {
            return new Counts(
                    statements - earlier.statements,
                    roundTrips - earlier.roundTrips,
                    transactions - earlier.transactions);
        }
    }

    WireTap(String serverUrl) throws IOException {
        Matcher server = SERVER.matcher(serverUrl);
        if (!server.find()) {
            throw new IllegalArgumentException("the URL names no host and port: " + serverUrl);
        }
        this.host = server.group(1);
        this.port = Integer.parseInt(server.group(2));
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.url =
                server.replaceFirst("//127.0.0.1:" + door.getLocalPort() + "/") + "&sslmode=disable&gssEncMode=disable";
        thread(this::welcome);
    }

    /** Returns the URL under which the same database is reached through the tap. */
    String url() {
        return url;
    }

    /** Returns what was counted, as soon as nothing more is said. */
    Counts quiet() throws InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - lastHeard < QUIET && System.nanoTime() - begin < PATIENCE) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return new Counts(statements.get(), roundTrips.get(), transactions.get());
    }

    private void welcome() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket(host, port);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            AtomicBoolean answered = new AtomicBoolean(true);
            thread(() -> pass(client, server, answered));
            thread(() -> answer(server, client, answered));
        }
    }

    private void pass(Socket from, Socket to, AtomicBoolean answered) throws IOException {
        try (from;
                to) {
            byte[] chunk = new byte[1 << 16];
            int length = from.getInputStream().read(chunk);
            while (length >= 0) {
                lastHeard = System.nanoTime();
                if (answered.getAndSet(false)) {
                    roundTrips.incrementAndGet();
                }
                to.getOutputStream().write(chunk, 0, length);
                length = from.getInputStream().read(chunk);
            }
        }
    }

    private void answer(Socket from, Socket to, AtomicBoolean answered) throws IOException {
        try (from;
                to;
                DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream(), 1 << 16))) {
            OutputStream out = to.getOutputStream();
            byte[] head = new byte[5];
            while (true) {
                in.readFully(head);
                // A letter, and a length that counts itself.
                int length = ByteBuffer.wrap(head, 1, 4).getInt();
                byte[] message = Arrays.copyOf(head, 1 + length);
                in.readFully(message, head.length, message.length - head.length);
                count(message);
                answered.set(true);
                out.write(message);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (EOFException e) {
            // The connection was closed.
        }
    }

    private void count(byte[] message) {
        lastHeard = System.nanoTime();
        if (message[0] == 'C') {
            String tag = new String(message, 5, message.length - 6, StandardCharsets.US_ASCII);
            if (!tag.equals("BEGIN") && !tag.equals("COMMIT") && !tag.equals("ROLLBACK")) {
                statements.incrementAndGet();
            }
        } else if (message[0] == 'Z' && message[5] == 'I') {
            transactions.incrementAndGet();
        }
    }

    private interface Listening {
        void run() throws IOException;
    }

    private static void thread(Listening work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SocketException e) {
                // The other side was closed.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
