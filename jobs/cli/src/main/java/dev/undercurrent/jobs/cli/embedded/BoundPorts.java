package dev.undercurrent.jobs.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Listening sockets on loopback, opened before the broker that will use them.
 *
 * <p>Kafka wants to be told its ports. To choose free ones, close them and tell would be a race with every other process;
 * here the sockets stay bound from the choice to the end.
 */
final class BoundPorts implements ServerSocketFactory, AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private final Map<String, ServerSocketChannel> channels = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    private BoundPorts() {}

    static BoundPorts open(String... listeners) throws IOException {
        BoundPorts bound = new BoundPorts();
        try {
            for (String listener : listeners) {
                ServerSocketChannel channel = ServerSocketChannel.open();
                bound.channels.put(listener, channel);
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 128);
                bound.ports.put(listener, channel.socket().getLocalPort());
            }
            return bound;
        } catch (IOException e) {
            bound.close();
            throw new IOException("No free port on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    int port(String listener) {
        return ports.get(listener);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) throws IOException {
        ServerSocketChannel channel = channels.get(listener);
        if (channel == null) {
            throw new IOException("No socket for listener " + listener + "; there are " + channels.keySet());
        }
        // the acceptor polls and must never block in accept()
        channel.configureBlocking(false);
        return channel;
    }

    @Override
    public void close() {
        for (ServerSocketChannel channel : channels.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                // a socket that does not close holds nothing we could still free
            }
        }
    }
}
