package dev.runs.samples.crm.crm;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of the thread's tenant. */
public interface Opportunities extends JpaRepository<Opportunity, String> {
    /** Returns the sales of a customer, the one that was opened last first. */
    List<Opportunity> findByAccountIdOrderByOpenedOnDescIdAsc(String account);
}
