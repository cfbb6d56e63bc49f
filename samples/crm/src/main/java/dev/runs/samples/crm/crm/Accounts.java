package dev.runs.samples.crm.crm;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of the thread's tenant. */
public interface Accounts extends JpaRepository<Account, String> {
    /** Returns accounts that were not merged into another one, by name and then by key. */
    List<Account> findByMergedIntoIsNullOrderByNameAscIdAsc();
}
