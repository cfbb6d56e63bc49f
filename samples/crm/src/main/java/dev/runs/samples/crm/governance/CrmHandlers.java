package dev.runs.samples.crm.governance;

import dev.runs.Runs;
import dev.runs.engine.Execution;
import dev.runs.engine.Handler;
import dev.runs.engine.NotDoneException;
import dev.runs.samples.crm.crm.Account;
import dev.runs.samples.crm.crm.Accounts;
import dev.runs.samples.crm.crm.Opportunities;
import dev.runs.samples.crm.crm.SupportCase;
import dev.runs.samples.crm.crm.SupportCases;
import dev.runs.samples.crm.tenant.CurrentTenant;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is done when a step may be. Each handler works as the step's tenant and in one transaction; it may be called again with the
 * same key and then does nothing new. The one that publishes is not: a reference site that did not answer may have published.
 */
final class CrmHandlers {
    private final Accounts accounts;
    private final Opportunities opportunities;
    private final SupportCases cases;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final Outside outside;

    CrmHandlers(
            Accounts accounts,
            Opportunities opportunities,
            SupportCases cases,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.accounts = accounts;
        this.opportunities = opportunities;
        this.cases = cases;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.outside = new Outside(jdbc, clock);
    }

    void register(Runs.Builder runs) {
        runs.repeatableHandler("crm.detect", within(this::detect))
                .repeatableHandler("crm.draft", within(this::draft))
                .repeatableHandler("crm.merge-account", within(this::merge))
                .repeatableHandler("billing.check-invoice", within(this::checkInvoice))
                .repeatableHandler("roadmap.link", within(this::linkToRoadmap))
                .handler("crm.promote-reference", within(this::promote))
                .repeatableHandler("crm.withdraw-reference", within(this::withdraw))
                .repeatableHandler("mail.send", within(this::mail))
                .repeatableHandler("crm.offer-discount", within(this::offerDiscount))
                .repeatableHandler("crm.export-contacts", within(this::exportContacts))
                .repeatableHandler("billing.refund", within(this::refund))
                .repeatableHandler("contract.amend", within(this::amend));
    }

    // ---- within the company -------------------------------------------------------------------------------------

    private void detect(Execution step) {
        CrmActions.Detection detection = step.payload(CrmActions.Detection.class);
        write(step, detection.account(), "finding", "Finding", detection.found());
        step.note(detection.found());
    }

    private void draft(Execution step) {
        CrmActions.Draft draft = step.payload(CrmActions.Draft.class);
        write(step, draft.account(), "draft", draft.subject(), draft.body());
        step.note(draft.subject() + " was drafted with evidence.");
    }

    private void merge(Execution step) throws NotDoneException {
        CrmActions.Merge merge = step.payload(CrmActions.Merge.class);
        Account duplicate = account(merge.duplicate());
        Account survivor = account(merge.survivor());
        if (survivor.mergedInto().isPresent()) {
            throw new NotDoneException("The surviving account was itself merged into another one meanwhile.");
        }
        for (String table : new String[] {"contact", "opportunity", "meeting", "support_case"}) {
            jdbc.sql("UPDATE " + table + " SET account_id = ? WHERE tenant = ? AND account_id = ?")
                    .params(survivor.id(), step.tenant(), duplicate.id())
                    .update();
        }
        duplicate.mergeInto(survivor);
        write(step, survivor.id(), "merge", "Merged " + duplicate.id(), "Its records are at this account now.");
        step.note("Account " + duplicate.id() + " is a part of " + survivor.id() + " now.");
    }

    private void checkInvoice(Execution step) throws NotDoneException {
        CrmActions.InvoiceCheck check = step.payload(CrmActions.InvoiceCheck.class);
        if (check.invoice().isBlank()) {
            throw new NotDoneException("There is no invoice to check.");
        }
        write(step, check.account(), "check", "Invoice " + check.invoice(), "The invoice was paid in full.");
        step.note("Invoice " + check.invoice() + " was paid in full.");
    }

    private void linkToRoadmap(Execution step) {
        CrmActions.RoadmapAsk ask = step.payload(CrmActions.RoadmapAsk.class);
        write(step, ask.account(), "roadmap", ask.item().title(), ask.quote());
        step.note("One more customer asks for it.")
                .roadmapLink(ask.item().id(), ask.item().title());
    }

    // ---- outside ------------------------------------------------------------------------------------------------

    private void promote(Execution step) {
        CrmActions.Promotion promotion = step.payload(CrmActions.Promotion.class);
        String nomination = "nomination-" + promotion.meeting();
        step.note(promotion.customer() + " was promoted as a reference.")
                .preview("Promoted " + promotion.customer() + " as a reference", "\"" + promotion.quote() + "\"")
                .file(
                        nomination,
                        "Reference nomination package " + promotion.customer(),
                        "text/plain",
                        "crm:/accounts/" + promotion.account() + "/files/" + nomination);
        promotion.ask().ifPresent(item -> step.roadmapLink(item.id(), item.title()));
        outside.publish(step, promotion);
    }

    private void withdraw(Execution step) {
        CrmActions.Withdrawal withdrawal = step.payload(CrmActions.Withdrawal.class);
        outside.withdraw(step, withdrawal);
        step.note("The reference of " + withdrawal.customer() + " was taken off the site.");
    }

    private void mail(Execution step) throws NotDoneException {
        CrmActions.Mail mail = step.payload(CrmActions.Mail.class);
        send(step, mail);
        step.note("The message was sent.");
    }

    private void offerDiscount(Execution step) throws NotDoneException {
        CrmActions.Discount discount = step.payload(CrmActions.Discount.class);
        opportunities
                .findById(discount.opportunity())
                .orElseThrow(() -> new NotDoneException("Opportunity " + discount.opportunity() + " is gone."))
                .offerDiscount(discount.discountPercent());
        write(
                step,
                discount.account(),
                "discount",
                discount.discountPercent() + " % on " + discount.opportunity(),
                discount.amount()
                        .map(amount -> amount + " " + discount.currency())
                        .orElse("amount unknown"));
        step.note("A discount of " + discount.discountPercent() + " % was offered.")
                .file(
                        "offer-" + step.run(),
                        "Offer with " + discount.discountPercent() + " % off",
                        "text/plain",
                        "crm:/opportunities/" + discount.opportunity() + "/offer");
    }

    private void exportContacts(Execution step) throws NotDoneException {
        CrmActions.ContactExport export = step.payload(CrmActions.ContactExport.class);
        String file = "export-" + step.run();
        send(
                step,
                new CrmActions.Mail(
                        export.account(),
                        export.recipient(),
                        "Your data export",
                        "The export of " + export.contacts() + " contacts is ready: " + file,
                        1));
        step.note("The export of " + export.contacts() + " contacts was handed over.")
                .file(file, "Export of contacts", "text/csv", "crm:/accounts/" + export.account() + "/files/" + file);
    }

    private void refund(Execution step) throws NotDoneException {
        CrmActions.Refund refund = step.payload(CrmActions.Refund.class);
        BigDecimal amount = refund.amount()
                .orElseThrow(() -> new NotDoneException("Nobody said how much is to be paid back; nothing was paid."));
        outside.pay(step, refund, amount);
        refund.supportCase().flatMap(cases::findById).ifPresent(SupportCase::close);
        write(
                step,
                refund.account(),
                "refund",
                amount + " " + refund.currency() + " for invoice " + refund.invoice(),
                refund.reason());
        step.note("The money was paid back.");
    }

    private void amend(Execution step) throws NotDoneException {
        CrmActions.Amendment amendment = step.payload(CrmActions.Amendment.class);
        write(
                step,
                amendment.account(),
                "contract",
                "Term of " + amendment.termMonths() + " months",
                amendment.change());
        send(
                step,
                new CrmActions.Mail(
                        amendment.account(),
                        amendment.recipient(),
                        "Amendment to our contract",
                        amendment.change(),
                        1));
        step.note("The amendment was sent to the customer.")
                .file(
                        "amendment-" + step.run(),
                        "Contract amendment",
                        "text/plain",
                        "crm:/accounts/" + amendment.account() + "/files/amendment-" + step.run());
    }

    private void send(Execution step, CrmActions.Mail mail) throws NotDoneException {
        outside.mail(step, mail);
        step.preview(mail.subject(), mail.body());
    }

    // ---- how ----------------------------------------------------------------------------------------------------

    private Account account(String id) throws NotDoneException {
        return accounts.findById(id).orElseThrow(() -> new NotDoneException("Account " + id + " is gone."));
    }

    private void write(Execution step, String account, String kind, String subject, String body) {
        jdbc.sql("""
                INSERT INTO activity (step_key, tenant, account_id, run, kind, subject, body, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (step_key) DO NOTHING""")
                .params(
                        step.key(),
                        step.tenant(),
                        account,
                        step.run(),
                        kind,
                        subject,
                        body,
                        Timestamp.from(clock.instant()))
                .update();
    }

    /** As the step's tenant and in one transaction; whatever is thrown rolls it back. */
    private Handler within(Handler handler) {
        return step -> {
            try {
                CurrentTenant.as(
                        step.tenant(), () -> transactions.executeWithoutResult(status -> handle(handler, step)));
            } catch (NotDone e) {
                throw e.reason;
            }
        };
    }

    private static void handle(Handler handler, Execution step) {
        try {
            handler.handle(step);
        } catch (NotDoneException e) {
            throw new NotDone(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Carries the word that nothing happened out of the transaction, which is rolled back. */
    private static final class NotDone extends RuntimeException {
        private final NotDoneException reason;

        NotDone(NotDoneException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
