package dev.runs.samples.approvallog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityTest {
    @ParameterizedTest
    @CsvSource({
        "Declaration SAVED by EMPLOYEE,              SAVED,             Declaration,         EMPLOYEE",
        "Declaration SUBMITTED by EMPLOYEE,          SUBMITTED,         Declaration,         EMPLOYEE",
        "Declaration FOR_APPROVAL by PRE_APPROVER,   FOR_APPROVAL,      Declaration,         PRE_APPROVER",
        "Declaration APPROVED by BUDGET OWNER,       ENDORSED,          Declaration,         BUDGET OWNER",
        "Request For Payment FINAL_APPROVED by DIRECTOR, APPROVED,      Request For Payment, DIRECTOR",
        "Declaration REJECTED by MISSING,            REJECTED,          Declaration,         MISSING",
        "Declaration REJECTED by EMPLOYEE,           TAKEN_BACK,        Declaration,         EMPLOYEE",
        "Request Payment,                            PAYMENT_REQUESTED, '',                  ''",
        "Payment Handled,                            PAYMENT_HANDLED,   '',                  ''",
        "Send Reminder,                              UNKNOWN,           '',                  ''",
        "Declaration APPROVED,                       UNKNOWN,           '',                  ''",
        "SUBMITTED by EMPLOYEE,                      UNKNOWN,           '',                  ''"
    })
    void name_saysWhatWasDoneToWhatByWhom(String name, Activity.Kind kind, String document, String role) {
        assertThat(Activity.of(name)).isEqualTo(new Activity(kind, document, role));
    }
}
