package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runs.storage.Lease;
import dev.runs.storage.RunStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G18: names that have one holder at a time. */
abstract class LeaseGuarantees extends TimerGuarantees {
    private static final int RACERS = 16;

    @Test
    @DisplayName("G18 A name that is held is refused to others, and other names are free")
    void refuses_a_held_name() {
        Lease lease = taken("relay", "one", 0, 10);

        assertThat(lease).isEqualTo(new Lease("relay", "one", 1, Draft.at(10)));
        assertThat(take("relay", "two", 1, 20)).isEmpty();
        assertThat(take("relay", "ONE", 1, 20)).isEmpty();
        assertThat(raw.leases().find("relay")).contains(lease);
        assertThat(taken("Relay", "two", 1, 20).token()).isEqualTo(1);
    }

    @Test
    @DisplayName("G18 Its holder renews a lease and keeps the token")
    void renews() {
        Lease lease = taken("relay", "one", 0, 10);
        Lease renewed = taken("relay", "one", 9, 19);

        assertThat(renewed).isEqualTo(new Lease("relay", "one", lease.token(), Draft.at(19)));
        assertThat(raw.leases().find("relay")).contains(renewed);
        assertThat(take("relay", "two", 18, 30)).isEmpty();
    }

    @Test
    @DisplayName("G18 A lease ends at its end, not a microsecond before")
    void ends_at_its_end() {
        Lease lease = taken("relay", "one", 0, 10);

        assertThat(raw.leases().take("relay", "two", Draft.at(10).minusNanos(1_000), Draft.at(20)))
                .isEmpty();
        Lease next = taken("relay", "two", 10, 20);
        assertThat(next.token()).isGreaterThan(lease.token());
        assertThat(raw.leases().find("relay")).contains(next);
        assertThat(take("relay", "one", 10, 20)).isEmpty();
    }

    @Test
    @DisplayName("G18 A lease that has ended is found until somebody takes the name")
    void finds_an_ended_lease() {
        Lease lease = taken("relay", "one", 0, 0);

        assertThat(raw.leases().find("relay")).contains(lease);
        assertThat(raw.leases().find("unknown")).isEmpty();
    }

    @Test
    @DisplayName("G18 Tokens grow each time the name was free, also for the same holder")
    void grows_tokens() {
        long token = 0;
        for (int round = 0; round < 5; round++) {
            for (String holder : List.of("one", "one", "two")) {
                Lease lease = taken("relay", holder, 10L * round, 10L * round);
                assertThat(lease.token()).isGreaterThan(token);
                token = lease.token();
            }
            Lease given = taken("relay", "three", 10L * round, 10L * round + 5);
            assertThat(given.token()).isGreaterThan(token);
            token = given.token();
            assertThat(raw.leases().release(given)).isTrue();
        }
    }

    @Test
    @DisplayName(
            "G18 Only the right holder with the right token gives a lease back, once, and the name is free at once")
    void gives_back() {
        Lease first = taken("relay", "one", 0, 10);
        Lease lease = taken("relay", "two", 10, 20);

        assertThat(raw.leases().release(first)).isFalse();
        assertThat(raw.leases().release(new Lease("relay", "two", lease.token() + 1, lease.until())))
                .isFalse();
        assertThat(raw.leases().release(new Lease("relay", "one", lease.token(), lease.until())))
                .isFalse();
        assertThat(raw.leases().release(new Lease("other", "two", lease.token(), lease.until())))
                .isFalse();
        assertThat(raw.leases().find("relay")).contains(lease);
        Lease renewed = taken("relay", "two", 11, 30);
        assertThat(raw.leases().release(lease))
                .as("gives back what was renewed")
                .isTrue();
        assertThat(raw.leases().find("relay")).isEmpty();
        assertThat(raw.leases().release(renewed)).isFalse();
        Lease next = taken("relay", "three", 11, 20);
        assertThat(next.token()).isGreaterThan(lease.token());
        assertThat(raw.leases().release(lease)).isFalse();
        assertThat(raw.leases().find("relay")).contains(next);
    }

    @Test
    @DisplayName("G18 Names whose leases ended before a moment are forgotten, and no others")
    void forgets_what_ended() {
        taken("a", "one", 0, 10);
        taken("b", "one", 0, 11);
        Lease kept = taken("c", "one", 0, 20);

        assertThat(raw.leases().forget(Draft.at(10))).isZero();
        assertThat(raw.leases().forget(Draft.at(12))).isEqualTo(2);
        assertThat(raw.leases().forget(Draft.at(12))).isZero();
        assertThat(raw.leases().find("a")).isEmpty();
        assertThat(raw.leases().find("b")).isEmpty();
        assertThat(raw.leases().find("c")).contains(kept);
        assertThat(taken("a", "two", 12, 20).token()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "G18 A name that was given back is not forgotten before its lease would have ended: its token may be known")
    void remembers_what_was_given_back() {
        Lease away = taken("relay", "away", 0, 10);
        Lease back = taken("relay", "two", 10, 20);
        raw.leases().release(back);

        assertThat(raw.leases().forget(Draft.at(15))).isZero();
        assertThat(taken("relay", "three", 15, 16).token()).isGreaterThan(back.token());
        assertThat(raw.leases().release(away)).isFalse();
        assertThat(raw.leases().forget(Draft.at(17))).isEqualTo(1);
    }

    @Test
    @DisplayName("G18 Of 16 racing holders of a free name exactly one has it, and no token is given twice")
    void lets_one_holder_win() throws Exception {
        long token = 0;
        for (int round = 0; round < 20; round++) {
            int now = round;
            List<Optional<Lease>> answers = Race.run(RACERS, racer -> take("relay", "holder " + racer, now, now + 1));

            List<Lease> won = answers.stream().flatMap(Optional::stream).toList();
            assertThat(won).as("round %d", round).hasSize(1);
            Lease lease = won.get(0);
            assertThat(lease.holder()).isEqualTo("holder " + answers.indexOf(Optional.of(lease)));
            assertThat(lease.token()).isGreaterThan(token);
            assertThat(raw.leases().find("relay")).contains(lease);
            token = lease.token();
        }
    }

    @Test
    @DisplayName("G18 Of 16 racing calls that give the same lease back one has it")
    void gives_back_once() throws Exception {
        Lease lease = taken("relay", "one", 0, 10);

        List<Boolean> answers = Race.run(RACERS, racer -> raw.leases().release(lease));

        assertThat(answers.stream().filter(had -> had)).hasSize(1);
    }

    @Test
    @DisplayName("G18 Racing holders of many names each get one token of their own")
    void keeps_names_apart() throws Exception {
        List<Optional<Lease>> answers = Race.run(RACERS, racer -> take("name " + racer, "one", 0, 1));

        assertThat(answers)
                .containsExactlyElementsOf(IntStream.range(0, RACERS)
                        .mapToObj(racer -> Optional.of(new Lease("name " + racer, "one", 1, Draft.at(1))))
                        .toList());
    }

    @Test
    @DisplayName("G18 Leases, and the tokens of those that were given back, outlive the store's process")
    void survive_reopening() throws Exception {
        Lease held = taken("held", "one", 0, 10);
        Lease back = taken("back", "one", 0, 10);
        raw.leases().release(back);
        raw.close();
        Optional<RunStore> reopened = reopen();
        assumeTrue(reopened.isPresent(), "the store does not outlive its process");
        use(reopened.get());

        assertThat(raw.leases().find("held")).contains(held);
        assertThat(take("held", "two", 9, 20)).isEmpty();
        assertThat(raw.leases().find("back")).isEmpty();
        assertThat(taken("back", "two", 1, 20).token()).isGreaterThan(back.token());
    }

    private Optional<Lease> take(String name, String holder, long now, long until) {
        return raw.leases().take(name, holder, Draft.at(now), Draft.at(until));
    }

    private Lease taken(String name, String holder, long now, long until) {
        return take(name, holder, now, until)
                .orElseThrow(() -> new AssertionError("'" + name + "' was not given to '" + holder + "'"));
    }
}
