package dev.undercurrent.jobs.cli.embedded;

import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the broker's faults. Kafka's own handlers halt the JVM, which would take the host program with it. */
final class LoggedFaults implements FaultHandlerFactory {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedFaults.class);

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            LOG.error("Fault in the embedded broker ({}): {}", name, message, cause);
            action.run();
            return new FaultHandlerException(name + ": " + message, cause);
        };
    }
}
