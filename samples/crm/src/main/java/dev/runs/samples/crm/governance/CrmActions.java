package dev.runs.samples.crm.governance;

import dev.runs.action.ActionCatalog;
import dev.runs.action.RiskLevel;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What agents may ask for: each action with its reach, its risk and its payload. An account is named by its key; names and
 * addresses stand in fields of their own, so that approvers read them.
 */
public final class CrmActions {
    /** Looks for something in a meeting and writes down what was found. */
    public record Detection(String account, String meeting, String found) {}

    /** A text for our own use. */
    public record Draft(String account, String subject, String body) {}

    /** What is published about a customer. */
    public record Promotion(String account, String customer, String quote, String meeting, Optional<RoadmapItem> ask) {}

    /** Takes a reference back. */
    public record Withdrawal(String account, String customer) {}

    /** Less money than the list says; the amount is what the customer saves. */
    public record Discount(
            String account, String opportunity, int discountPercent, Optional<BigDecimal> amount, String currency) {}

    /** Data about a customer's people that leaves our systems. */
    public record ContactExport(
            String account, String contact, String recipient, int contacts, Optional<String> country) {}

    /** A message to people outside. */
    public record Mail(String account, String recipient, String subject, String body, int recipientCount) {}

    /** Another text of a contract. */
    public record Amendment(String account, String change, int termMonths, String recipient) {}

    /** Money back; how much can be left open until somebody says it. */
    public record Refund(
            String account,
            Optional<String> supportCase,
            Optional<BigDecimal> amount,
            String currency,
            String invoice,
            String reason) {}

    /** A look at whether an invoice was paid. */
    public record InvoiceCheck(String account, String invoice) {}

    /** One account becomes a part of another one. */
    public record Merge(String duplicate, String survivor, String name) {}

    /** Something that customers ask for. */
    public record RoadmapItem(String id, String title) {}

    /** One more customer asks for something. */
    public record RoadmapAsk(String account, RoadmapItem item, String quote) {}

    private CrmActions() {}

    /** Adds the actions to a catalogue. */
    public static void describe(ActionCatalog.Builder actions) {
        actions.internal("crm.detect", RiskLevel.LOW, Detection.class)
                .named("look at a conversation")
                .target("account")
                .internal("crm.draft", RiskLevel.LOW, Draft.class)
                .named("draft")
                .target("account")
                .internal("crm.merge-account", RiskLevel.LOW, Merge.class)
                .named("merge of duplicates")
                .target("survivor")
                .internal("billing.check-invoice", RiskLevel.LOW, InvoiceCheck.class)
                .named("check of an invoice")
                .target("account")
                .internal("roadmap.link", RiskLevel.LOW, RoadmapAsk.class)
                .named("roadmap ask")
                .target("account")
                .external("crm.promote-reference", RiskLevel.MEDIUM, Promotion.class)
                .named("reference promotion")
                .target("account")
                .compensatedBy("crm.withdraw-reference")
                .external("crm.withdraw-reference", RiskLevel.LOW, Withdrawal.class)
                .named("withdrawal of a reference")
                .target("account")
                .external("mail.send", RiskLevel.MEDIUM, Mail.class)
                .named("message")
                .target("account")
                .external("crm.offer-discount", RiskLevel.MEDIUM, Discount.class)
                .named("discount")
                .target("account")
                .amount("amount")
                .external("crm.export-contacts", RiskLevel.HIGH, ContactExport.class)
                .named("data export")
                .target("account")
                .external("billing.refund", RiskLevel.HIGH, Refund.class)
                .named("refund")
                .target("account")
                .amount("amount")
                .external("contract.amend", RiskLevel.CRITICAL, Amendment.class)
                .named("contract change")
                .target("account");
    }
}
