package dev.runs.samples.crm.page;

import dev.runs.Runs;
import dev.runs.web.RequestActor;
import dev.runs.web.RunsServlet;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The API as these pages need it. Each page listens to events, and a server learns only by its next heartbeat that a page was left:
 * the heart beats often, so that somebody who clicks quickly does not run out of streams.
 */
@Configuration(proxyBeanMethods = false)
class LivePages {
    private static final int STREAMS = 1000;
    private static final int STREAMS_OF_ONE = 30;

    @Bean(destroyMethod = "destroy")
    RunsServlet runsServlet(Runs runs, RequestActor actor, @Value("${crm.live.heartbeat:2s}") Duration heartbeat) {
        return RunsServlet.builder(runs)
                .actor(actor)
                .heartbeat(heartbeat)
                .streams(STREAMS, STREAMS_OF_ONE)
                .build();
    }
}
