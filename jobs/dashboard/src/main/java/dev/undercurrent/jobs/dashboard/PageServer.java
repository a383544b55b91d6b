package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.DashboardConfig;
import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server, at one address. */
final class PageServer implements AutoCloseable {

    private static final int THREADS = 16;

    private final Server server;
    private final Viewers viewers;
    private final URI url;

    private PageServer(Server server, Viewers viewers, URI url) {
        this.server = server;
        this.viewers = viewers;
        this.url = url;
    }

    static PageServer start(DashboardConfig config, Answers answers) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("dashboard-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        server.setStopAtShutdown(false);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(16_384);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.bind());
        connector.setPort(config.port());
        server.addConnector(connector);
        Viewers viewers = new Viewers();
        server.setHandler(new Routes(new Guard(config), answers, viewers));
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IOException(
                    "dashboard.bind and dashboard.port are " + config.bind() + " and " + config.port()
                            + ", where the live page cannot listen: " + e.getMessage(),
                    e);
        }
        viewers.start();
        String host = config.bind().contains(":") ? "[" + config.bind() + "]" : config.bind();
        return new PageServer(server, viewers, URI.create("http://" + host + ":" + connector.getLocalPort() + "/"));
    }

    URI url() {
        return url;
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the live page's server did not stop", e);
        }
    }

    @Override
    public void close() {
        viewers.close();
        stop(server);
    }
}
