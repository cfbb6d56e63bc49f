package dev.runs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The poller's thread and its pace")
class PollerThreadTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    @DisplayName("rests little after a find, then twice as long each time, up to the longest rest")
    void pace() {
        Pace pace = new Pace(Duration.ofMillis(70));
        assertThat(pace.after(true)).isEqualTo(Duration.ofMillis(10));
        assertThat(pace.after(false)).isEqualTo(Duration.ofMillis(20));
        assertThat(pace.after(false)).isEqualTo(Duration.ofMillis(40));
        assertThat(pace.after(false)).isEqualTo(Duration.ofMillis(70));
        assertThat(pace.after(false)).isEqualTo(Duration.ofMillis(70));
        assertThat(pace.after(true)).isEqualTo(Duration.ofMillis(10));
        assertThat(pace.afterFailure()).isEqualTo(Duration.ofMillis(70));
        assertThat(new Pace(Duration.ofMillis(1)).afterFailure())
                .as("never busy")
                .isEqualTo(Duration.ofMillis(10));
    }

    @Test
    @DisplayName("a round that fails is followed by others, and news end a long rest")
    void failingRound_isNotTheLast() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicInteger rounds = new AtomicInteger();
        PollerThread poller = new PollerThread(
                () -> {
                    thread.set(Thread.currentThread());
                    if (rounds.incrementAndGet() == 1) {
                        failed.countDown();
                        throw new IllegalStateException("the store is away");
                    }
                    again.countDown();
                    return false;
                },
                HOUR);
        poller.start();
        assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
        poller.wake();
        assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.get().getName()).isEqualTo("runs-poller");
        assertThat(thread.get().isDaemon()).isTrue();
        poller.close();
        assertThat(thread.get().isAlive()).as("close ends a rest of an hour").isFalse();
    }
}
