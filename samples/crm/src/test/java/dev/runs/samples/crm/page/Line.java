package dev.runs.samples.crm.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A line to a server of this machine that can be cut, or go dead without anybody being told. */
final class Line implements AutoCloseable {
    private final ServerSocket here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int there;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile CountDownLatch flowing = new CountDownLatch(0);

    Line(int there) throws IOException {
        this.there = there;
        start(this::accept);
    }

    int port() {
        return here.getLocalPort();
    }

    /** Ends all connections, and lets none come up. */
    void cut() {
        cut = true;
        open.forEach(Line::end);
    }

    /** Keeps connections, and carries nothing. */
    void deaden() {
        flowing = new CountDownLatch(1);
    }

    void mend() {
        cut = false;
        flowing.countDown();
    }

    private void accept() {
        while (!here.isClosed()) {
            try {
                Socket from = here.accept();
                if (cut) {
                    end(from);
                    continue;
                }
                Socket to = new Socket(InetAddress.getLoopbackAddress(), there);
                open.add(from);
                open.add(to);
                start(() -> carry(from, to));
                start(() -> carry(to, from));
            } catch (IOException e) {
                // Nobody is there just now: whoever called is not answered.
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
                flowing.await();
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side has ended it, and so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is over anyway.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        mend();
        here.close();
        open.forEach(Line::end);
    }
}
