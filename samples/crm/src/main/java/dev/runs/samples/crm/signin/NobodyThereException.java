package dev.runs.samples.crm.signin;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Nobody is signed in, or not any more. */
@ResponseStatus(HttpStatus.UNAUTHORIZED)
public final class NobodyThereException extends RuntimeException {
    NobodyThereException() {
        super("nobody is signed in");
    }
}
