package dev.runs.spring.boot;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row of a host with JPA. */
@Entity
class Opportunity {
    @Id
    private String id;

    /** For JPA. */
    protected Opportunity() {}

    Opportunity(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
