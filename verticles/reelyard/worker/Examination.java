package reelyard.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/**
 * Finds out what this machine can do by letting it do it: its hardware encoders, and in a self-test
 * all that a job needs. One thing at a time. What fails for a reason that may pass is not held
 * against an encoder that worked, and proven again later. Lives on the event loop.
 */
final class Examination {

  /** How a self-test ended: failure null when it passed. */
  record Outcome(Capabilities capabilities, String failure) {}

  /** After which what failed for a reason that may pass is proven again. */
  static final Duration AGAIN = Duration.ofMinutes(5);

  /** A full disk, a machine too busy, an end of the worker: nothing about the encoder. */
  private static final Set<FailureReason> PASSING =
      EnumSet.of(
          FailureReason.WORKER_DISK_FULL, FailureReason.WORKER_FAILED, FailureReason.STOPPED);

  private static final Logger log = LoggerFactory.getLogger(Examination.class);

  private final Equipment equipment;
  private final Supplier<CompletionStage<Survey>> survey;
  private final Supplier<CompletionStage<Void>> scratch;
  private final Function<String, TinyEncode> encode;
  private final BooleanSupplier busy;
  private final Consumer<Capabilities> news;
  private CompletionStage<?> last = CompletableFuture.completedFuture(null);
  private Capabilities known;
  private TinyEncode running;
  private boolean testing;
  private boolean doubtful;
  private boolean againSoon;
  private boolean closed;

  /**
   * @param known what was found so far
   * @param survey asks HandBrake what it is
   * @param scratch fails when nothing can be written there
   * @param encode a tiny film with an encoder
   * @param busy whether jobs transcode now, which may have taken all that the hardware has
   * @param news hears what was found when something was proven again
   */
  Examination(
      Equipment equipment,
      Capabilities known,
      Supplier<CompletionStage<Survey>> survey,
      Supplier<CompletionStage<Void>> scratch,
      Function<String, TinyEncode> encode,
      BooleanSupplier busy,
      Consumer<Capabilities> news) {
    this.equipment = equipment;
    this.known = known;
    this.survey = survey;
    this.scratch = scratch;
    this.encode = encode;
    this.busy = busy;
    this.news = news;
  }

  /** Proves each hardware encoder that HandBrake lists. */
  CompletionStage<Capabilities> prove(Survey found) {
    return afterLast(() -> proofs(found));
  }

  /** Looks at everything anew and encodes something; empty when a self-test runs already. */
  Optional<CompletionStage<Outcome>> selfTest() {
    if (testing) {
      return Optional.empty();
    }
    testing = true;
    CompletionStage<Outcome> outcome =
        afterLast(
            () ->
                scratch
                    .get()
                    .thenCompose(writable -> survey.get())
                    .thenComposeAsync(this::tested, equipment.events())
                    .exceptionally(e -> new Outcome(known, words(e))));
    return Optional.of(
        outcome.whenCompleteAsync((told, bug) -> testing = false, equipment.events()));
  }

  /** Ends what runs; completes when nothing does any more. */
  CompletionStage<Void> close() {
    closed = true;
    if (running != null) {
      running.stop("the worker stops");
    }
    return last.handle((done, e) -> null);
  }

  private CompletionStage<Outcome> tested(Survey found) {
    if (found.software().isEmpty()) {
      return CompletableFuture.completedFuture(
          new Outcome(known, "HandBrake lists no video encoder: install it anew"));
    }
    String encoder = found.software().contains("x264") ? "x264" : found.software().get(0);
    return works(encoder)
        .thenComposeAsync(
            failure ->
                proofs(found)
                    .thenApply(
                        able -> new Outcome(able, failure.map(Failure::message).orElse(null))),
            equipment.events());
  }

  private CompletionStage<Capabilities> proofs(Survey found) {
    doubtful = false;
    CompletionStage<List<EncoderProof>> proofs =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (String encoder : found.hardware()) {
      proofs = proofs.thenComposeAsync(some -> with(some, encoder), equipment.events());
    }
    return proofs.thenApplyAsync(
        all -> {
          known = found.with(all, equipment.clock().millis());
          if (doubtful && !againSoon) {
            againSoon = true;
            equipment.timers().after(AGAIN, () -> again(found));
          }
          return known;
        },
        equipment.events());
  }

  private void again(Survey found) {
    againSoon = false;
    if (!closed) {
      prove(found).thenAcceptAsync(news, equipment.events());
    }
  }

  private CompletionStage<List<EncoderProof>> with(List<EncoderProof> some, String encoder) {
    boolean busyBefore = busy.getAsBoolean();
    return works(encoder)
        .thenApplyAsync(
            failure -> {
              boolean passing =
                  failure.isPresent()
                      && (busyBefore
                          || busy.getAsBoolean()
                          || PASSING.contains(failure.get().reason()));
              doubtful |= passing;
              some.add(proof(encoder, failure.map(Failure::message), passing));
              return some;
            },
            equipment.events());
  }

  private EncoderProof proof(String encoder, Optional<String> words, boolean passing) {
    Optional<EncoderProof> before =
        known.proofs().stream().filter(proof -> proof.encoder().equals(encoder)).findFirst();
    if (passing && before.isPresent()) {
      log.info("{} could not be proven now: {}", encoder, words.orElseThrow());
      return before.get();
    }
    words.ifPresent(why -> log.info("{} does not work here: {}", encoder, why));
    return new EncoderProof(encoder, words.isEmpty(), words.orElse("it works"));
  }

  private CompletionStage<Optional<Failure>> works(String encoder) {
    if (closed) {
      return CompletableFuture.completedFuture(
          Optional.of(
              Failures.plain(FailureReason.STOPPED, "the worker stops", equipment.workerId())));
    }
    running = encode.apply(encoder);
    return running.run();
  }

  private <T> CompletionStage<T> afterLast(Supplier<CompletionStage<T>> next) {
    CompletionStage<T> result =
        last.handle((done, e) -> null).thenComposeAsync(nothing -> next.get(), equipment.events());
    last = result;
    return result;
  }

  private static String words(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
