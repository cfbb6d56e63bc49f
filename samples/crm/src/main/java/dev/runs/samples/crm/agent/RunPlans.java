package dev.runs.samples.crm.agent;

import dev.runs.action.Pattern;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.samples.crm.crm.Meeting;
import dev.runs.samples.crm.crm.Opportunity;
import dev.runs.samples.crm.crm.SupportCase;
import dev.runs.samples.crm.governance.CrmActions;
import dev.runs.samples.crm.governance.CrmActions.RoadmapItem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the agents plan: each kind of run, from what was heard to what is to happen after a yes and after a no. */
final class RunPlans {
    private static final int USUAL_TERM = 12;
    private static final int USUAL_DISCOUNT = 10;

    private RunPlans() {}

    /** External, medium risk: a customer is named in public. */
    static RunPlan advocacy(Meeting meeting, Customer customer, Finding outcome, Optional<RoadmapItem> ask) {
        String about = customer.id();
        return heard(
                        meeting,
                        customer,
                        Agent.ADVOCACY,
                        outcome,
                        "Advocacy Nomination",
                        "Positive outcome call detected")
                .summary("Positive customer outcomes were detected")
                .step("detect", "Detect proof points")
                .action(
                        "crm.detect",
                        new CrmActions.Detection(
                                about,
                                meeting.id(),
                                "Outcome language and measurable impact were found in the customer conversation."))
                .step("draft", "Create advocacy record")
                .action("crm.draft", new CrmActions.Draft(about, "Reference nomination package", outcome.sentence()))
                .after("detect")
                .step("promote", "Wait for approval")
                .action(
                        "crm.promote-reference",
                        "Promote " + customer.name() + " as a reference candidate",
                        new CrmActions.Promotion(about, customer.name(), outcome.sentence(), meeting.id(), ask))
                .after("draft")
                .step("case-study", "Offer an internal-only case study")
                .action("crm.draft", new CrmActions.Draft(about, "Internal-only case study", outcome.sentence()))
                .onRejected("promote");
    }

    /** External, medium risk, about money: less than the list says. */
    static RunPlan discount(Meeting meeting, Customer customer, Opportunity sale, Finding request) {
        int percent = request.number()
                .filter(number -> number.compareTo(BigDecimal.valueOf(100)) <= 0)
                .map(number -> number.setScale(0, RoundingMode.CEILING).intValue())
                .orElse(USUAL_DISCOUNT);
        Optional<BigDecimal> saved = sale.amount()
                .map(amount -> amount.multiply(BigDecimal.valueOf(percent))
                        .divide(BigDecimal.valueOf(100), 2, RoundingMode.CEILING));
        String currency = Shown.name(sale.currency().orElse("currency unknown"));
        return heard(meeting, customer, Agent.DEALS, request, "Discount Request", "Discount language detected")
                .summary("The customer asked for a better price")
                .step("detect", "Look at the deal")
                .action("crm.detect", new CrmActions.Detection(customer.id(), meeting.id(), found(request)))
                .step("offer", "Wait for approval")
                .action(
                        "crm.offer-discount",
                        "Offer " + customer.name() + " " + percent + " % off",
                        new CrmActions.Discount(customer.id(), sale.id(), percent, saved, currency))
                .after("detect")
                .step("list-price", "Prepare the talk about the list price")
                .action("crm.draft", new CrmActions.Draft(customer.id(), "Talk about the list price", found(request)))
                .onRejected("offer");
    }

    /** External, high risk: personal data leaves the company. */
    static RunPlan export(Meeting meeting, Customer customer, Finding request) {
        return heard(meeting, customer, Agent.SUPPORT, request, "Customer Data Export", "Data export request detected")
                .summary("The customer asked for a copy of its data")
                .step("detect", "Check who asks")
                .action("crm.detect", new CrmActions.Detection(customer.id(), meeting.id(), found(request)))
                .step("export", "Wait for approval")
                .action(
                        "crm.export-contacts",
                        "Hand over the contacts of " + customer.name(),
                        new CrmActions.ContactExport(
                                customer.id(),
                                customer.contacts().isEmpty()
                                        ? "none"
                                        : customer.contacts().get(0).id(),
                                customer.recipient(),
                                customer.contacts().size(),
                                customer.account().country()))
                .after("detect")
                .step("decline", "Prepare the answer that nothing is handed over")
                .action("crm.draft", new CrmActions.Draft(customer.id(), "Answer about the export", found(request)))
                .onRejected("export");
    }

    /** External, medium risk: a message to whoever may leave. */
    static RunPlan renewal(Meeting meeting, Customer customer, Finding threat) {
        String words =
                "We heard that you are not happy. Your renewal is near, and we would like to talk about it first.";
        return heard(meeting, customer, Agent.DEALS, threat, "Renewal Outreach", "Churn language detected")
                .summary("The customer may not renew")
                .step("detect", "Detect churn language")
                .action("crm.detect", new CrmActions.Detection(customer.id(), meeting.id(), found(threat)))
                .step("draft", "Write the message")
                .action("crm.draft", new CrmActions.Draft(customer.id(), "Renewal message", words))
                .after("detect")
                .step("send", "Wait for approval")
                .action(
                        "mail.send",
                        "Write to " + customer.name() + " about the renewal",
                        new CrmActions.Mail(
                                customer.id(),
                                customer.recipient(),
                                "Before your renewal",
                                words,
                                customer.mayBeContacted().size()))
                .after("draft")
                .step("call", "Prepare a call by the owner of the account")
                .action("crm.draft", new CrmActions.Draft(customer.id(), "Notes for a call", found(threat)))
                .onRejected("send");
    }

    /** External, critical risk: what binds us. */
    static RunPlan contract(Meeting meeting, Customer customer, Finding wish) {
        int months = wish.number()
                .filter(number -> number.compareTo(BigDecimal.valueOf(1200)) < 0)
                .map(BigDecimal::intValue)
                .orElse(USUAL_TERM);
        return heard(meeting, customer, Agent.DEALS, wish, "Contract Change", "Legal words detected")
                .summary("The customer asked for other terms")
                .step("detect", "Find what is to change")
                .action("crm.detect", new CrmActions.Detection(customer.id(), meeting.id(), found(wish)))
                .step("draft", "Draft the amendment")
                .action("crm.draft", new CrmActions.Draft(customer.id(), "Contract amendment", wish.sentence()))
                .after("detect")
                .step("amend", "Wait for approval")
                .action(
                        "contract.amend",
                        "Amend the contract with " + customer.name(),
                        new CrmActions.Amendment(customer.id(), wish.sentence(), months, customer.recipient()))
                .after("draft")
                .step("keep", "Prepare the talk about the contract as it is")
                .action("crm.draft", new CrmActions.Draft(customer.id(), "Talk about the contract", found(wish)))
                .onRejected("amend");
    }

    /** External, high risk, about money: some goes back. */
    static RunPlan refund(Meeting meeting, Customer customer, Finding claim) {
        return heard(meeting, customer, Agent.SUPPORT, claim, "Refund or Credit", "Refund request detected")
                .summary("The customer wants money back")
                .step("detect", "Find the claim")
                .action("crm.detect", new CrmActions.Detection(customer.id(), meeting.id(), found(claim)))
                .step("refund", "Wait for approval")
                .action(
                        "billing.refund",
                        "Pay money back to " + customer.name(),
                        new CrmActions.Refund(
                                customer.id(),
                                customer.complaint().map(SupportCase::id),
                                claim.number(),
                                "EUR",
                                "invoice-" + meeting.id(),
                                claim.sentence()))
                .after("detect")
                .step("explain", "Prepare the explanation why not")
                .action("crm.draft", new CrmActions.Draft(customer.id(), "Explanation of the invoice", found(claim)))
                .onRejected("refund");
    }

    /** Internal, low risk, and a message at its end: what customers ask for gets onto the roadmap. */
    static RunPlan roadmapAsk(Meeting meeting, Customer customer, Finding ask, RoadmapItem item) {
        return heard(meeting, customer, Agent.ADVOCACY, ask, "Roadmap Ask", "Product ask detected")
                .summary("The customer asked for something that the product does not do")
                .step("detect", "Understand the ask")
                .action("crm.detect", new CrmActions.Detection(customer.id(), meeting.id(), found(ask)))
                .step("link", "Put it on the roadmap")
                .action("roadmap.link", new CrmActions.RoadmapAsk(customer.id(), item, ask.sentence()))
                .after("detect")
                .step("tell", "Wait for approval")
                .action(
                        "mail.send",
                        "Tell " + customer.name() + " that it is on the list",
                        new CrmActions.Mail(
                                customer.id(),
                                customer.recipient(),
                                "What you asked for",
                                "Your wish is on our list: " + item.title() + ".",
                                1))
                .after("link")
                .step("remind", "Remind the owner of the account to say it in the next meeting")
                .action("crm.draft", new CrmActions.Draft(customer.id(), "Reminder for the next meeting", found(ask)))
                .onRejected("tell");
    }

    /** Internal, low risk: each pair is looked at, then merged; nothing waits for another pair. */
    static RunPlan cleanUp(String signal, Instant now, Iterable<Duplicates.Pair> pairs) {
        RunPlan plan = RunPlan.named("Clean-up of Duplicates")
                .id("run-" + signal)
                .pattern(Pattern.INTERNAL)
                .owner(Agent.STEWARD.id(), Agent.STEWARD.title())
                .summary("Accounts were found that are probably the same")
                .triggeredBy(Signal.of(signal, "Duplicate accounts detected", now));
        int number = 0;
        for (Duplicates.Pair pair : pairs) {
            number++;
            String look = "look-" + number;
            plan.step(look, "Compare pair " + number)
                    .action(
                            "crm.detect",
                            new CrmActions.Detection(
                                    pair.survivor().id(),
                                    "none",
                                    "The names are the same but for " + pair.difference()))
                    .step("merge-" + number, "Merge pair " + number)
                    .action(
                            "crm.merge-account",
                            "Merge " + Shown.name(pair.duplicate().name()) + " into "
                                    + Shown.name(pair.survivor().name()),
                            new CrmActions.Merge(
                                    pair.duplicate().id(),
                                    pair.survivor().id(),
                                    Shown.name(pair.survivor().name())))
                    .after(look);
        }
        return plan;
    }

    /** What all runs that begin with a conversation have. The same meeting starts a kind of run once. */
    private static RunPlan heard(
            Meeting meeting, Customer customer, Agent agent, Finding finding, String title, String signal) {
        return RunPlan.named(title)
                .id("run-" + title.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + meeting.id())
                .pattern(Pattern.EXTERNAL)
                .about(customer.id())
                .owner(agent.id(), agent.title())
                .triggeredBy(Signal.of(
                        "signal-" + meeting.id() + "-" + finding.kind().word(), signal, meeting.heldAt()))
                .meeting(dev.runs.plan.Meeting.external(meeting.id(), Shown.name(meeting.title()), meeting.heldAt())
                        .attendees(meeting.attendees().toArray(String[]::new)));
    }

    private static String found(Finding finding) {
        return "Line " + finding.line() + " of the transcript: \"" + finding.sentence() + "\"";
    }
}
