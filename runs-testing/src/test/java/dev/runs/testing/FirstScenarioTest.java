package dev.runs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.RiskLevel;
import dev.runs.content.Payload;
import dev.runs.plan.RunPlan;
import dev.runs.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The example of the package's documentation")
class FirstScenarioTest {
    @Nested
    // begin
    @ExtendWith(ScenarioExtension.class)
    class PaymentTest {
        @Test
        void aPayment_waitsForFinance(Scenario crm) {
            crm.catalog(actions -> actions.external("crm.pay", RiskLevel.MEDIUM))
                    .rules("""
                            rule "Finance sees payments" @id("PAY-1") @owner("Finance") @rationale("Policy")
                            when $step : StepFact( action == "crm.pay" )
                            then gate.requireApproval($step, "Finance", "Money leaves the company"); end
                            """)
                    .people(people -> people.agent("robot").human("fay", "Finance"));
            ScenarioRun run = crm.start(
                    "robot",
                    RunPlan.named("Invoice").id("r-1").step("pay", "Pay").action("crm.pay", Payload.empty()));
            crm.inbox("fay").hasExactly("r-1/pay");
            run.approve("fay", "pay");
            crm.work();
            run.performed("pay").is(RunStatus.COMPLETED);
        }
    }
    // end

    private static List<String> words(String text) {
        return List.of(text.replaceAll("(?m)^ \\*", " ")
                .replace("static class", "class")
                .trim()
                .split("\\s+"));
    }

    @Test
    @DisplayName("is the code of this test, which runs")
    void theDocumentationHoldsThisCode() throws IOException {
        String here = Files.readString(Path.of("src/test/java/dev/runs/testing/FirstScenarioTest.java"));
        String there = Files.readString(Path.of("src/main/java/dev/runs/testing/package-info.java"));
        String code = here.substring(here.indexOf("// begin") + 8, here.indexOf("// end"));
        String example = there.substring(there.indexOf("{@code") + 6, there.lastIndexOf("}</pre>"));
        assertThat(words(example)).isEqualTo(words(code));
        assertThat(example.lines().filter(line -> !line.isBlank()).count()).isLessThanOrEqualTo(23);
    }
}
