package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.JobId;
import reelyard.message.ResultCommitted;
import reelyard.message.Undone;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Receipt;
import reelyard.staging.undo.FileMark;
import reelyard.staging.undo.RefusedStepException;
import reelyard.staging.undo.Replacement;
import reelyard.staging.undo.UndoBins;

/**
 * Lets proven results take their sources' places: only what has a good receipt, and only where the
 * source is still what was handed out. Blocks.
 */
final class Replacements {

  private static final Logger log = LoggerFactory.getLogger(Replacements.class);

  private static final Duration LONGEST_ATTEMPT = Duration.ofDays(90);

  private final Path handedOut;
  private final ReplaceConfig config;
  private final UndoHouse bins;

  /** What was handed out for an attempt; a staging that was started anew must know it still. */
  record HandedOut(String film, FileMark mark) {}

  Replacements(Path state, ReplaceConfig config, UndoHouse bins) {
    this.handedOut = state.resolve("handed-out");
    this.config = config;
    this.bins = bins;
  }

  /** By how much a result must be smaller than its source. */
  int minSavedPercent() {
    return config.minSavedPercent();
  }

  /** Keeps what is handed out now. */
  Checked<Source> handOut(AttemptId attempt, Source source) {
    Path film = Replaceable.film(source).real();
    try {
      Path note = note(attempt);
      if (!Files.exists(note)) {
        Files.createDirectories(handedOut);
        Path draft = note.resolveSibling(note.getFileName() + ".draft");
        HandedOut facts = new HandedOut(film.toString(), FileMark.of(film));
        Files.write(draft, Json.write(facts).getBytes(UTF_8));
        Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE);
      }
      return Checked.of(source);
    } catch (IOException e) {
      return Checked.failed(
          FailureReason.RESULT_NOT_WRITABLE,
          "what is handed out of "
              + Shown.name(film)
              + " cannot be noted in "
              + Shown.name(handedOut)
              + " ("
              + Shown.reason(e)
              + "): mend that, or set staging.folder to another folder");
    }
  }

  /** Nothing more is handed out or put in place for this attempt. */
  void ended(AttemptId attempt) {
    try {
      Files.deleteIfExists(note(attempt));
    } catch (IOException e) {
      log.debug("a note stays", e);
    }
  }

  private Path note(AttemptId attempt) {
    return handedOut.resolve(attempt.toString());
  }

  /**
   * Puts a result in its source's place, if it may go there.
   *
   * @param root of the result as it came
   */
  Placer placer(Assignment assignment, Receipt receipt, String root) {
    return (part, target) -> {
      Failure failure = place(assignment, receipt, root, part, target);
      if (failure != null) {
        throw new NotPlacedException(failure);
      }
    };
  }

  private Failure place(Assignment assignment, Receipt receipt, String root, Path part, Path target)
      throws IOException {
    HandedOut original = handedOut(assignment.attempt());
    if (original == null) {
      return failure(
          FailureReason.TRANSFER_FAILED,
          "it is not known what was handed out of "
              + Shown.name(assignment.input())
              + ": retry the job");
    }
    Path film = Path.of(original.film());
    String complaint =
        ReceiptCheck.complaint(
            receipt, original.mark().bytes(), Files.size(part), root, config.minSavedPercent());
    if (complaint != null) {
      return failure(FailureReason.RECEIPT_REJECTED, Shown.name(film) + " stays: " + complaint);
    }
    Optional<UndoBins> open = bins.open();
    if (open.isEmpty()) {
      return failure(FailureReason.RESULT_NOT_WRITABLE, bins.whyClosed());
    }
    try {
      open.get()
          .replace(
              new Replacement(
                  assignment.attempt(), film, original.mark(), target, part, root, receipt));
      log.info(
          "{} took the place of {}, which can be brought back for {} days: reelyard undo {}",
          Shown.name(target),
          Shown.name(film),
          config.undoDays(),
          assignment.attempt().jobId());
      return null;
    } catch (RefusedStepException e) {
      return failure(FailureReason.RECEIPT_REJECTED, Shown.name(film) + " " + e.getMessage());
    }
  }

  private HandedOut handedOut(AttemptId attempt) {
    try {
      return Json.readStrictly(Files.readString(note(attempt)), HandedOut.class);
    } catch (IOException | IllegalArgumentException e) {
      log.warn("{} does not tell what was handed out: {}", Shown.name(note(attempt)), e.toString());
      return null;
    }
  }

  private static Failure failure(FailureReason reason, String sentence) {
    return Checked.failed(reason, sentence).failure();
  }

  /** The same with its receipt, where it took its source's place. */
  ResultCommitted withReceipt(ResultCommitted standing) {
    try {
      UndoBins open = bins.open().orElse(null);
      UndoBins.Known known = open == null ? null : open.known(standing.attempt());
      return known == null
          ? standing
          : new ResultCommitted(
              standing.attempt(), standing.path(), standing.bytes(), known.root(), known.receipt());
    } catch (IOException e) {
      log.warn("the receipt of {} cannot be read: {}", standing.attempt(), Shown.reason(e));
      return standing;
    }
  }

  /** Brings back what this job's result replaced. */
  Checked<Undone> undo(JobId job) {
    Optional<UndoBins> open = bins.open();
    if (open.isEmpty()) {
      return Checked.failed(FailureReason.RESULT_NOT_WRITABLE, bins.whyClosed());
    }
    try {
      Path back = open.get().undo(job);
      log.info("{} stands again, as before job {}", Shown.name(back), job.jobId());
      return Checked.of(new Undone(back.toString()));
    } catch (RefusedStepException e) {
      return Checked.failed(FailureReason.BAD_REQUEST, "job " + job.jobId() + " " + e.getMessage());
    } catch (IOException e) {
      return Checked.failed(
          FailureReason.RESULT_NOT_WRITABLE,
          "the original of job %s could not be brought back (%s): mend that, and try again"
              .formatted(job.jobId(), Shown.reason(e)));
    }
  }

  /** Ends of attempts get lost; no attempt lasts as long as this. */
  private void sweepNotes() throws IOException {
    if (!Files.isDirectory(handedOut)) {
      return;
    }
    FileTime before = FileTime.from(Instant.now().minus(LONGEST_ATTEMPT));
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(handedOut)) {
      for (Path note : notes) {
        if (Files.getLastModifiedTime(note).compareTo(before) < 0) {
          Files.deleteIfExists(note);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Deletes originals that were kept long enough. */
  void purge() {
    try {
      UndoBins open = Files.isDirectory(handedOut.getParent()) ? bins.open().orElse(null) : null;
      if (open != null) {
        open.purge(Duration.ofDays(config.undoDays()));
        sweepNotes();
      }
    } catch (IOException e) {
      log.warn("undo bins are not purged ({}): mend that", Shown.reason(e));
    }
  }
}
