package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What would have changed an answer, in whole sentences")
class NearWordingTest {
    private static final Times TIMES = new Times(Instant.parse("2026-11-20T14:05:00Z"), ZoneOffset.UTC);
    private static final NearWording WORDING = new NearWording(TIMES, Names.NONE);

    private static RuleTrace trace(Level level, String text, String found, Finding.Effect... effects) {
        return new RuleTrace(
                new RuleRef("ADV-003", "Title", "Legal", "because", "advocacy.drl", 4),
                level,
                false,
                List.of(
                        new RuleTrace.ConditionTrace(5, "agent == true", "agent is true", RuleTrace.Truth.TRUE),
                        new RuleTrace.ConditionTrace(6, text, found, RuleTrace.Truth.FALSE)),
                List.of(effects));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    amount > 10000 | amount is 9000 | amount were above 10,000; it is 9,000
                    amount >= 1234567.50 | amount is missing | amount were at least 1,234,567.50; it is missing
                    risk >= RiskLevel.HIGH | risk is RiskLevel.MEDIUM | risk were at least high; it is medium
                    action == "crm.pay" | action is "crm.mail" | action were 'crm.pay'; it is 'crm.mail'
                    pattern != Pattern.EXTERNAL | pattern is Pattern.EXTERNAL | pattern were not external; it is external
                    action in ( "crm.pay", "crm.refund" ) | action is "crm.mail" | action were 'crm.pay' or 'crm.refund'; it is 'crm.mail'
                    target not in ( "a", "b", "c" ) | target is "a" | target were none of 'a', 'b' and 'c'; it is 'a'
                    requester.roles contains "Sales" | requester.roles is [Legal] | requester roles contained 'Sales'; it is Legal
                    payload.discount < 20 | payload.discount is 25 | discount were below 20; it is 25
                    payload.note startsWith "a \\"b\\"" | payload.note is "c" | note began with 'a "b"'; it is 'c'
                    amount is missing | amount is 5 | amount were missing; it is 5
                    amount is not missing | amount is missing | amount were given; it is missing
                    target != $step.requester.id | target is "ana" | target were not that of the step; it is 'ana'
                    target not endsWith ".example" | target is "acme.example" | target did not end with '.example'; it is 'acme.example'
                    requester.roles contains "Sales" | requester.roles is [] | requester roles contained 'Sales'; it is none
                    external == true | external is false | external were true; it is false
                    exists Account( onHold == true, tier in ( "gold", "silver" ) ) | 0 of 1 Account fit | there were an account marked 'on hold' and whose tier is 'gold' or 'silver'; 0 of 1 fit
                    exists Meeting( attendees not contains "cy", external == false ) | 0 of 1 Meeting fit | there were a meeting whose attendees does not contain 'cy' and among ourselves; 0 of 1 fit
                    exists Meeting() | there is no Meeting | there were a meeting; there is none
                    exists Meeting( external == true, age < "P30D" ) | 0 of 2 Meeting fit | there were a meeting with people from outside and whose age is below 30 days; 0 of 2 fit
                    not OtherStep( state == StepState.AWAITING_APPROVAL ) | 1 of 3 OtherStep fits | there were no other step whose state is awaiting approval; 1 of 3 fits
                    count( Approval( role == "Legal" ) ) >= 2 | the count is 1 | the number of approvals whose role is 'Legal' were at least 2; it is 1
                    sum( OtherStep(), amount ) <= 50000 | the sum is 61000 | the sum of amount over other steps were at most 50,000; it is 61,000
                    !( amount > 5 ) | amount is 7 | this held: !( amount > 5 ); amount is 7
                    ( exists Meeting() or exists Signal() ) | there is no Meeting, there is no Signal | this held: ( exists Meeting() or exists Signal() ); there is no Meeting, there is no Signal
                    at > "2026-11-20T00:00:00Z" | at is "2026-11-19T00:00:00Z" | at were above 20 November 2026, 00:00 UTC; it is 19 November 2026, 00:00 UTC
                    """)
    void conditions(String text, String found, String sentence) {
        assertThat(WORDING.sentence(trace(Level.ENFORCE, text, found, Finding.Require.role("Legal", "x"))))
                .isEqualTo("ADV-003 would have asked Legal if " + sentence + ".");
    }

    @Test
    void effects() {
        Instant until = Instant.parse("2026-12-01T08:00:00Z");
        Finding.Effect two =
                new Finding.Require(Set.of("Legal", "Sales director"), 2, "x", Optional.empty(), Optional.empty());
        assertThat(sentence(two))
                .isEqualTo("ADV-003 would have asked 2 of Legal or Sales director if x were 1; it is 2.");
        assertThat(sentence(new Finding.Allow("x"))).isEqualTo("ADV-003 would have allowed it if x were 1; it is 2.");
        assertThat(sentence(new Finding.Deny("x"))).isEqualTo("ADV-003 would have forbidden it if x were 1; it is 2.");
        assertThat(sentence(new Finding.Hold(until, "x")))
                .isEqualTo("ADV-003 would have held it until 1 December 2026, 08:00 UTC if x were 1; it is 2.");
        assertThat(sentence(
                        new Finding.RaiseRisk(dev.runs.action.RiskLevel.CRITICAL, "x"),
                        new Finding.Notify(Set.of("Press office", "Legal"), "x")))
                .isEqualTo("ADV-003 would have raised its risk to critical and told Legal and Press office if x were 1;"
                        + " it is 2.");
        assertThat(sentence()).isEqualTo("ADV-003 would have spoken if x were 1; it is 2.");
        assertThat(WORDING.sentence(trace(Level.OBSERVE, "x == 1", "x is 2", new Finding.Deny("x"))))
                .isEqualTo("ADV-003 would have forbidden it, which is only observed, if x were 1; it is 2.");
    }

    private static String sentence(Finding.Effect... effects) {
        return WORDING.sentence(trace(Level.ENFORCE, "x == 1", "x is 2", effects));
    }

    @Test
    @DisplayName("a condition of any length and shape costs little and is shown in part")
    void absurdConditions_areShortened() {
        String text = "x == \"" + "a".repeat(100_000) + "\"";
        assertThat(WORDING.sentence(trace(Level.ENFORCE, text, "")))
                .isEqualTo("ADV-003 would have spoken if this held: x == \"" + "a".repeat(294) + "...");
        assertThat(WORDING.sentence(trace(Level.ENFORCE, "x in ( " + "1, ".repeat(150), "\u202Ey")))
                .startsWith("ADV-003 would have spoken if this held: x in ( 1, 1, ")
                .endsWith("; <U+202E>y.");
    }
}
