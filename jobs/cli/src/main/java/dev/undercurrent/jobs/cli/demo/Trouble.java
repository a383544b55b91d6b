package dev.undercurrent.jobs.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Real trouble for the demo's broker: requests that it must refuse, and bytes that are no request. */
final class Trouble {

    private static final int TIMES = 6;

    private final String bootstrap;

    Trouble(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** In a thread of its own, since the broker takes its time. */
    void start() {
        Thread thread = new Thread(this::make, "trouble");
        thread.setDaemon(true);
        thread.start();
    }

    private void make() {
        int colon = bootstrap.lastIndexOf(':');
        int port = Integer.parseInt(bootstrap.substring(colon + 1));
        for (int i = 0; i < TIMES; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = socket.getOutputStream();
                out.write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(50);
            } catch (IOException e) {
                // the broker hangs up, which is the point
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            for (int i = 0; i < TIMES; i++) {
                admin.createTopics(List.of(new NewTopic(LogDemo.LINES, 1, (short) 1)))
                        .all()
                        .get(5, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // refused: the topic is there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
