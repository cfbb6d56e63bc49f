package dev.runs.samples.crm.signin;

import dev.runs.samples.crm.tenant.CurrentTenant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A page of the CRM, in the place of all others. */
@RestController
class SomePage {
    @GetMapping("/page")
    String page() {
        return "a page of " + CurrentTenant.require();
    }

    @PostMapping("/page")
    String change() {
        return "changed in " + CurrentTenant.require();
    }
}
