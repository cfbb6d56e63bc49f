/**
 * What hosts need to test with Runs: the cases of their rule packs as JUnit tests ({@link dev.runs.testing.RuleTests}), and
 * whole scenarios with people, time and handlers in the hands of the test ({@link dev.runs.testing.Scenario}):
 *
 * <pre>{@code
 * @ExtendWith(ScenarioExtension.class)
 * class PaymentTest {
 *     @Test
 *     void aPayment_waitsForFinance(Scenario crm) {
 *         crm.catalog(actions -> actions.external("crm.pay", RiskLevel.MEDIUM))
 *                 .rules("""
 *                         rule "Finance sees payments" @id("PAY-1") @owner("Finance") @rationale("Policy")
 *                         when $step : StepFact( action == "crm.pay" )
 *                         then gate.requireApproval($step, "Finance", "Money leaves the company"); end
 *                         """)
 *                 .people(people -> people.agent("robot").human("fay", "Finance"));
 *         ScenarioRun run = crm.start(
 *                 "robot", RunPlan.named("Invoice").id("r-1").step("pay", "Pay").action("crm.pay", Payload.empty()));
 *         crm.inbox("fay").hasExactly("r-1/pay");
 *         run.approve("fay", "pay");
 *         crm.work();
 *         run.performed("pay").is(RunStatus.COMPLETED);
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.runs.testing;

import org.jspecify.annotations.NullMarked;
