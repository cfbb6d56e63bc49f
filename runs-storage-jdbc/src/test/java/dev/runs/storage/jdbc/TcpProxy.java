package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a driver and a PostgreSQL server: counts how often the driver asks for an answer, and cuts the connection
 * when a given number of bytes has passed in one direction.
 */
final class TcpProxy implements AutoCloseable {
    /** Which way the bytes go that are counted. */
    enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int SYNC = 'S';
    private static final int QUERY = 'Q';

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Direction counted = Direction.TO_SERVER;
    private long left = Long.MAX_VALUE;
    private long passed;
    private int roundTrips;

    TcpProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Cuts every connection once this many more bytes have passed in the given direction. */
    synchronized void cutAfter(Direction direction, long bytes) {
        counted = direction;
        left = bytes;
        passed = 0;
    }

    synchronized void heal() {
        cutAfter(Direction.TO_SERVER, Long.MAX_VALUE);
    }

    /** Returns how many bytes passed in the counted direction since {@link #cutAfter}. */
    synchronized long passed() {
        return passed;
    }

    /** Returns how often an answer was asked for since the last call. */
    synchronized int takeRoundTrips() {
        int taken = roundTrips;
        roundTrips = 0;
        return taken;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            Socket server = new Socket(host, port);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(server);
            start(() -> requests(client, server));
            start(() -> answers(client, server));
        }
    }

    private void requests(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(server.getOutputStream());
            // The first message has no type.
            forward(Direction.TO_SERVER, startup(in), out);
            while (true) {
                byte[] message = message(in);
                if (message[0] == SYNC || (message[0] == QUERY && !isBegin(message))) {
                    synchronized (this) {
                        roundTrips++;
                    }
                }
                forward(Direction.TO_SERVER, message, out);
            }
        }
    }

    /** The driver does not wait for its answer before it sends what is to be done in the transaction. */
    private static boolean isBegin(byte[] message) {
        return new String(message, 1 + Integer.BYTES, message.length - 1 - Integer.BYTES, UTF_8).startsWith("BEGIN");
    }

    private static byte[] startup(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] message = new byte[length];
        ByteBuffer.wrap(message).putInt(length);
        in.readFully(message, Integer.BYTES, length - Integer.BYTES);
        return message;
    }

    private static byte[] message(DataInputStream in) throws IOException {
        byte type = in.readByte();
        int length = in.readInt();
        byte[] message = new byte[1 + length];
        ByteBuffer.wrap(message).put(type).putInt(length);
        in.readFully(message, 1 + Integer.BYTES, length - Integer.BYTES);
        return message;
    }

    private void answers(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            byte[] buffer = new byte[8192];
            for (int count = server.getInputStream().read(buffer);
                    count >= 0;
                    count = server.getInputStream().read(buffer)) {
                byte[] message = Arrays.copyOf(buffer, count);
                forward(Direction.TO_CLIENT, message, new DataOutputStream(client.getOutputStream()));
            }
        }
    }

    private void forward(Direction direction, byte[] message, DataOutputStream out) throws IOException {
        int allowed = allow(direction, message.length);
        out.write(message, 0, allowed);
        out.flush();
        if (allowed < message.length) {
            throw new EOFException("cut by the test");
        }
    }

    private synchronized int allow(Direction direction, int wanted) {
        if (direction != counted) {
            // After the cut nothing gets through in either direction.
            return left == 0 ? 0 : wanted;
        }
        int allowed = (int) Math.min(left, wanted);
        left -= left == Long.MAX_VALUE ? 0 : allowed;
        passed += allowed;
        return allowed;
    }

    /** What a thread does until a socket is closed. */
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SocketException | EOFException e) {
                // Closed by one side, or by the test.
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
