package dev.runs.samples.crm.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the recorder of calls leaves its transcripts; whose tenant they are of, the sign-in says. */
@RestController
class TranscriptController {
    private final TranscriptService transcripts;

    TranscriptController(TranscriptService transcripts) {
        this.transcripts = transcripts;
    }

    /** A transcript as it is sent. */
    record Sent(
            @Nullable String id,
            @Nullable String account,
            @Nullable String opportunity,
            @Nullable String title,
            @Nullable Instant heldAt,
            @Nullable List<String> attendees,
            @Nullable String transcript) {
        NewTranscript checked() {
            return new NewTranscript(
                    there("id", id),
                    there("account", account),
                    Optional.ofNullable(opportunity),
                    there("title", title),
                    there("heldAt", heldAt),
                    Objects.requireNonNullElse(attendees, List.of()),
                    there("transcript", transcript));
        }

        private static <T> T there(String field, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("'" + field + "' is missing");
            }
            return value;
        }
    }

    @PostMapping(path = "/api/transcripts", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> add(@RequestBody Sent sent) {
        TranscriptService.Added added = transcripts.add(sent.checked());
        return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("meeting", added.meeting(), "runs", added.runs()));
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail refused(IllegalArgumentException mistake) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, Objects.requireNonNullElse(mistake.getMessage(), "bad input"));
    }
}
