package dev.runs.samples.crm.agent;

import dev.runs.samples.crm.crm.Account;
import dev.runs.samples.crm.crm.Contact;
import dev.runs.samples.crm.crm.Opportunity;
import dev.runs.samples.crm.crm.SupportCase;
import java.util.List;
import java.util.Optional;

/**
 * What an agent knows about a customer when it makes a plan.
 *
 * @param account the account
 * @param contacts the people there
 * @param opportunity the sale that a meeting was about, or the latest one
 * @param complaint what the customer complains about at present
 */
record Customer(
        Account account, List<Contact> contacts, Optional<Opportunity> opportunity, Optional<SupportCase> complaint) {
    private static final String NOBODY = "nobody";

    Customer {
        contacts = List.copyOf(contacts);
    }

    String id() {
        return account.id();
    }

    /** Returns the name, fit for a title. */
    String name() {
        return Shown.name(account.name());
    }

    /** Returns whom to write to, as it stands in the CRM; it need not be an address. */
    String recipient() {
        return mayBeContacted().stream().findFirst().flatMap(Contact::email).orElse(NOBODY);
    }

    List<Contact> mayBeContacted() {
        return contacts.stream()
                .filter(contact -> contact.mayBeContacted() && contact.email().isPresent())
                .toList();
    }
}
