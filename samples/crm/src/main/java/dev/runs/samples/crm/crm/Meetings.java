package dev.runs.samples.crm.crm;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of the thread's tenant. */
public interface Meetings extends JpaRepository<Meeting, String> {
    /** Returns the conversations with a customer, the latest first. */
    List<Meeting> findByAccountIdOrderByHeldAtDescIdAsc(String account);
}
