package dev.runs.samples.crm.crm;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of the thread's tenant. */
public interface SupportCases extends JpaRepository<SupportCase, String> {
    /** Returns what a customer complains about, the latest first. */
    List<SupportCase> findByAccountIdOrderByOpenedAtDescIdAsc(String account);
}
