package dev.runs.samples.crm.data;

import dev.runs.samples.crm.people.DemoPeople;

/** The stories of both tenants: runs that wait, are late, were approved, rejected, denied, failed, put on hold, and a very long one. */
final class DemoRuns {
    private static final int PAIRS_OF_THE_LONG_RUN = 150;

    private DemoRuns() {}

    static void play(String tenant, DemoStory story) {
        if (tenant.equals(DemoPeople.AURORA)) {
            aurora(story);
        } else {
            borealis(story);
        }
    }

    private static void aurora(DemoStory story) {
        story.hoursAgo(220);
        String globex = story.heard(
                "Globex",
                "Yearly review",
                "It saved us three people in the back office, 40 % of the work. We would love a bulk export.");
        story.hoursAgo(200);
        story.approves("dora", globex, "promote", "The quote is cleared with their press office");

        story.hoursAgo(190);
        String umbra = story.heard(
                "Umbra Shipping", "Review", "You cut our approval time from 12 days to 2. Happy to tell others.");
        story.hoursAgo(188);
        story.rejects("dora", umbra, "promote", "They asked us not to be named before their own launch");

        story.hoursAgo(150);
        String lumen = story.heard("Lumen Foods", "Invoice call", "We want a refund of 7,200 for the double booking.");
        story.hoursAgo(140);
        story.approves("dora", lumen, "refund", "Support confirms the double booking");

        story.hoursAgo(130);
        String clinic = story.heard(
                "Tidewater Clinic", "Renewal", "Our lawyers want to amend the contract to a term of 24 months.");
        story.hoursAgo(120);
        story.approves("lena", clinic, "amend", "The clause is our standard one");

        story.heard("Halcyon Rail", "Renewal", "We need to amend the contract: a term of 60 months, please.");

        story.hoursAgo(100);
        String orchard = story.heard("Orchard Labs", "Price call", "Could you do 15 % off the list price?");
        story.hoursAgo(96);
        story.rejects("vera", orchard, "offer", "They had fifteen per cent last year; the list price stands");

        story.hoursAgo(90);
        String pinnacle = story.heard("Pinnacle Dental", "Offboarding", "Please send us our data, all of it.");
        story.hoursAgo(80);
        story.approves("pia", pinnacle, "export", "Their data protection officer has signed the request");

        story.hoursAgo(72);
        String quarry =
                story.heard("Quarry & Stone", "Roadmap talk", "We are missing single sign on for our partners.");
        story.hoursAgo(70);
        story.claims("dora", quarry, "tell");

        story.hoursAgo(68);
        String zenith = story.heard("Zenith Ceramics", "Roadmap talk", "Is there a way to get the audit log by mail?");
        story.hoursAgo(66);
        story.approves("dora", zenith, "tell", "Gladly");

        story.hoursAgo(60);
        String saffron = story.heard(
                "Saffron Travel", "Escalation", "It is too expensive for us, we are looking at other vendors.");
        story.putsOnHold("ada", saffron, "The managing directors speak with each other on Thursday");

        story.hoursAgo(50);
        String vantage = story.heard("Vantage Optics", "Price call", "Match their price or give us a discount of 12.");
        story.hoursAgo(48);
        story.sendsBack("vera", vantage, "offer", "For how many seats? Please ask again with the number");

        story.hoursAgo(40);
        story.duplicatesFound(PAIRS_OF_THE_LONG_RUN);

        story.hoursAgo(30);
        String willow =
                story.heard("Willow Press", "Call", "Maybe we will not renew. Is there a way to use a mobile app?");
        story.cancels("ada", willow, "They called again an hour later and signed");

        story.hoursAgo(26);
        story.heard(
                "Acme",
                "Quarterly review",
                "Honestly, it was the best decision of the year. Approvals went from 12 days down to 3. We would love a bulk export.");
        story.hoursAgo(3);
        story.heard("Globex", "Price call", "We add a hundred seats, could you do 20 % off?");
        story.hoursAgo(1);
        story.heard("Umbra Shipping", "Data request", "Please prepare an export of our contacts.");
    }

    private static void borealis(DemoStory story) {
        story.hoursAgo(210);
        String acme = story.heard(
                "Acme", "Yearly review", "It saved us 200 hours every week. We would love the audit log as a file.");
        story.hoursAgo(205);
        story.approves("dave", acme, "promote", "Their head of operations signed the quote");

        story.hoursAgo(120);
        String lumen = story.heard("Lumen Foods", "Invoice call", "You charged us twice; we expect a credit of 450.");
        story.hoursAgo(110);
        story.approves("dave", lumen, "refund", "Seen in the ledger");

        story.hoursAgo(90);
        story.heard("Halcyon Rail", "Renewal", "Our lawyers ask for another liability clause.");

        story.hoursAgo(80);
        String pinnacle = story.heard("Pinnacle Dental", "Offboarding", "Please send us our data, all of it.");
        story.hoursAgo(76);
        story.approves("paul", pinnacle, "export", "The request is signed");

        story.hoursAgo(50);
        story.duplicatesFound(6);

        story.hoursAgo(20);
        story.heard("Globex", "Price call", "Could you do 18 % off?");
        story.hoursAgo(2);
        story.heard("Orchard Labs", "Review", "It saves us 30 % of the paperwork, we would recommend you.");
    }
}
