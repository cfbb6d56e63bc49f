package dev.runs.samples.crm.crm;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of the thread's tenant. */
public interface Contacts extends JpaRepository<Contact, String> {
    /** Returns the people at a customer. */
    List<Contact> findByAccountIdOrderById(String account);
}
