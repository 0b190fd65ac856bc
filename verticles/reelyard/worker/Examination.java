package reelyard.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;

/**
 * Finds out what this machine can do by letting it do it: its hardware encoders, and in a self-test
 * all that a job needs. One thing at a time. Lives on the event loop.
 */
final class Examination {

  /** How a self-test ended: failure null when it passed. */
  record Outcome(Capabilities capabilities, String failure) {}

  private static final Logger log = LoggerFactory.getLogger(Examination.class);

  private final Equipment equipment;
  private final Supplier<CompletionStage<Survey>> survey;
  private final Supplier<CompletionStage<Void>> scratch;
  private final Function<String, TinyEncode> encode;
  private CompletionStage<?> last = CompletableFuture.completedFuture(null);
  private Capabilities known;
  private TinyEncode running;
  private boolean testing;
  private boolean closed;

  /**
   * @param known what was found so far
   * @param survey asks HandBrake what it is
   * @param scratch fails when nothing can be written there
   * @param encode a tiny film with an encoder
   */
  Examination(
      Equipment equipment,
      Capabilities known,
      Supplier<CompletionStage<Survey>> survey,
      Supplier<CompletionStage<Void>> scratch,
      Function<String, TinyEncode> encode) {
    this.equipment = equipment;
    this.known = known;
    this.survey = survey;
    this.scratch = scratch;
    this.encode = encode;
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
            words -> proofs(found).thenApply(able -> new Outcome(able, words.orElse(null))),
            equipment.events());
  }

  private CompletionStage<Capabilities> proofs(Survey found) {
    CompletionStage<List<EncoderProof>> proofs =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (String encoder : found.hardware()) {
      proofs = proofs.thenComposeAsync(some -> with(some, encoder), equipment.events());
    }
    return proofs.thenApplyAsync(
        all -> known = found.with(all, equipment.clock().millis()), equipment.events());
  }

  private CompletionStage<List<EncoderProof>> with(List<EncoderProof> some, String encoder) {
    return works(encoder)
        .thenApply(
            words -> {
              words.ifPresent(why -> log.info("{} does not work here: {}", encoder, why));
              some.add(new EncoderProof(encoder, words.isEmpty(), words.orElse("it works")));
              return some;
            });
  }

  private CompletionStage<Optional<String>> works(String encoder) {
    if (closed) {
      return CompletableFuture.completedFuture(Optional.of("the worker stops"));
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
