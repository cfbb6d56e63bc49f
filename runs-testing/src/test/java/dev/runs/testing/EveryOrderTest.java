package dev.runs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.RiskLevel;
import dev.runs.content.Payload;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every order of some decisions")
class EveryOrderTest {
    private static Scenario payment() {
        Scenario scenario = new Scenario()
                .catalog(actions -> actions.external("crm.pay", RiskLevel.MEDIUM))
                .rules(Gate.askingAlways("Finance"))
                .people(people -> people.agent("robot").human("fay", "Finance").human("leo", "Finance"));
        scenario.start(
                "robot", RunPlan.named("Invoice").id("r-1").step("pay", "Pay").action("crm.pay", Payload.empty()));
        return scenario;
    }

    private static EveryOrder race() {
        return EveryOrder.of(EveryOrderTest::payment)
                .decision("Fay approves", scenario -> scenario.run("r-1").approve("fay", "pay"))
                .decision("Leo rejects", scenario -> scenario.run("r-1").reject("leo", "pay"))
                .decision("the robot recalls", scenario -> scenario.run("r-1").recall("robot", "pay"))
                .decision("the worker comes by", Scenario::work);
    }

    @Test
    void eachIsTriedOnce_inTheOrderOfADictionary() {
        List<String> orders = new ArrayList<>();
        StringBuilder order = new StringBuilder();
        long tried = EveryOrder.of(EveryOrderTest::payment)
                .decision("A", scenario -> order.append('A'))
                .decision("B", scenario -> order.append('B'))
                .decision("C", scenario -> order.append('C'))
                .then(scenario -> {
                    orders.add(order.toString());
                    order.setLength(0);
                });
        assertThat(tried).isEqualTo(6);
        assertThat(orders).containsExactly("ABC", "ACB", "BAC", "BCA", "CAB", "CBA");
    }

    @Test
    void whatMustHold_holdsInEachOrder() {
        assertThat(race().then(scenario ->
                        assertThat(scenario.handlers().calls()).hasSizeLessThanOrEqualTo(1)))
                .isEqualTo(24);
    }

    @Test
    void moreThanWanted_areTriedAtEqualDistances() {
        EveryOrder many = EveryOrder.of(EveryOrderTest::payment);
        for (int i = 0; i < 20; i++) {
            many.decision("d" + i, scenario -> {});
        }
        assertThat(many.atMost(7).then(scenario -> {})).isEqualTo(7);
        assertThatThrownBy(() -> many.decision("one more", scenario -> {}))
                .hasMessage("there are 20 decisions already");
    }

    @Test
    void theOrderThatFails_isInTheMessage_withWhatBecameOfEachDecision() {
        assertThatThrownBy(() -> race().then(scenario -> {
                    if (!scenario.handlers().calls().isEmpty()) {
                        throw new AssertionError("it was paid");
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Order 1 of 24 failed: Fay approves, then Leo rejects (refused: ALREADY_DECIDED),"
                                + " then the worker comes by, then the robot recalls (refused: NOT_NOW), then the end.\nit was paid");
    }
}
