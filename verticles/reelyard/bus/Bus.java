package reelyard.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Address;
import reelyard.address.Request;
import reelyard.message.Refusal;

/** Typed messages over the event bus: best effort, at most once. */
public final class Bus {

  /**
   * Of all messages, in the header {@link #VERSION_HEADER}. Fields are added without a new one; it
   * is raised when a reader of today would misunderstand.
   */
  public static final int VERSION = 1;

  /** Who sends none speaks the version of whoever reads. */
  public static final String VERSION_HEADER = "version";

  /** How long an answer may take before the question counts as lost. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Bus.class);

  private static final Duration RIVAL_PATIENCE = Duration.ofSeconds(2);
  private static final int RIVAL_QUESTIONS = 10;

  private static final Duration SUCCESSOR_PAUSE = Duration.ofSeconds(1);

  private static final long NUMBERS = 1L << 40;

  private final Vertx vertx;
  private final EventBus eventBus;

  public Bus(Vertx vertx) {
    this.vertx = vertx;
    this.eventBus = vertx.eventBus();
  }

  /** Asks and waits for {@link #PATIENCE}; see {@link #ask(Request, Object, Duration)}. */
  public <Q, A> Future<A> ask(Request<Q, A> request, Q question) {
    return ask(request, question, PATIENCE);
  }

  /**
   * Asks one of those who answer there. Fails with {@link RefusedException} when the answer is a
   * refusal, with a {@link ReplyException} when nobody answers in time.
   */
  public <Q, A> Future<A> ask(Request<Q, A> request, Q question, Duration patience) {
    DeliveryOptions options = options().setSendTimeout(patience.toMillis());
    return eventBus
        .<JsonObject>request(request.name(), Json.encode(question), options)
        .map(reply -> Json.decode(reply.body(), request.answer()))
        .recover(Bus::asRefusal);
  }

  /**
   * Fails when anyone answers this harmless question: two of a role would answer by turns, and
   * neither would know what the other does. Only an answer proves another: silence may be that of a
   * process that died a moment ago.
   */
  public <Q, A> Future<Void> refuseToBeSecond(String role, Request<Q, A> request, Q question) {
    return refuseToBeSecond(role, request, question, RIVAL_QUESTIONS);
  }

  /**
   * The same for one whose forerunner may still be about to end: gives it so long to fall silent.
   */
  public <Q, A> Future<Void> succeed(
      String role, Request<Q, A> request, Q question, Duration patience) {
    return refuseToBeSecond(role, request, question)
        .recover(
            rival ->
                patience.compareTo(SUCCESSOR_PAUSE) < 0
                    ? Future.failedFuture(rival)
                    : vertx
                        .timer(SUCCESSOR_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(
                            later ->
                                succeed(role, request, question, patience.minus(SUCCESSOR_PAUSE))));
  }

  private <Q, A> Future<Void> refuseToBeSecond(
      String role, Request<Q, A> request, Q question, int questions) {
    return ask(request, question, RIVAL_PATIENCE)
        .transform(
            answer -> {
              if (answer.succeeded() || answer.cause() instanceof RefusedException) {
                return Future.failedFuture(
                    "a %s is already at work in this farm: run only one, or give this farm a"
                            .formatted(role)
                        + " name of its own (the key farm in the configuration)");
              }
              return isNobody(answer.cause()) || questions == 1
                  ? Future.succeededFuture()
                  : refuseToBeSecond(role, request, question, questions - 1);
            });
  }

  /** Whether the question failed because nobody hears there. */
  public static boolean isNobody(Throwable failure) {
    return failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }

  /** Says it to everyone who hears there. */
  public <M> void say(Address<M> address, M message) {
    eventBus.publish(address.name(), Json.encode(message), options());
  }

  /** Hears what is said there; messages that are not of the type are logged and dropped. */
  public <M> MessageConsumer<?> hear(Address<M> address, Consumer<M> listener) {
    return eventBus.<JsonObject>consumer(
        address.name(),
        message -> {
          try {
            checkVersion(message);
            listener.accept(Json.decode(message.body(), address.type()));
          } catch (IllegalArgumentException | ClassCastException e) {
            log.warn("a message to {} was dropped: {}", address.name(), e.getMessage());
          }
        });
  }

  /**
   * Answers what is asked there. A {@link RefusedException} becomes the refusal; any other failure
   * is a bug, logged and refused as such.
   */
  public <Q, A> MessageConsumer<?> answer(Request<Q, A> request, Function<Q, Future<A>> answerer) {
    return eventBus.<JsonObject>consumer(
        request.name(),
        message -> {
          Q question;
          try {
            checkVersion(message);
            question = Json.decode(message.body(), request.question());
          } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            refuse(message, Refusal.badMessage(request.name() + ": " + words(e)));
            return;
          }
          Future.succeededFuture(question)
              .compose(answerer)
              .onSuccess(answer -> message.reply(Json.encode(answer), options()))
              .onFailure(e -> refuse(message, asRefusal(request, e)));
        });
  }

  private static DeliveryOptions options() {
    return new DeliveryOptions().addHeader(VERSION_HEADER, Integer.toString(VERSION));
  }

  private static void checkVersion(Message<?> message) {
    String version = message.headers().get(VERSION_HEADER);
    if (version != null && !version.equals(Integer.toString(VERSION))) {
      throw new IllegalArgumentException(
          "it is of version %s, and version %d is spoken here: run the same Reelyard everywhere"
              .formatted(version, VERSION));
    }
  }

  private static Refusal asRefusal(Request<?, ?> request, Throwable e) {
    if (Causes.of(e) instanceof RefusedException refused) {
      return refused.refusal();
    }
    // What went wrong within is for whoever reads the log, and is found there by its number.
    String number =
        Long.toString(ThreadLocalRandom.current().nextLong(NUMBERS), Character.MAX_RADIX);
    log.error("{} could not be answered ({})", request.name(), number, e);
    return new Refusal(
        Refusal.BROKEN,
        "%s broke: the log of the process that answers there says why, under %s"
            .formatted(request.name(), number));
  }

  /** Java's own words for a body of another kind name classes, which say nothing to anybody. */
  private static String words(RuntimeException e) {
    return e instanceof ClassCastException ? "the body must be a JSON object" : e.getMessage();
  }

  private static void refuse(Message<?> message, Refusal refusal) {
    message.fail(refusal.code(), refusal.message());
  }

  private static <A> Future<A> asRefusal(Throwable e) {
    return e instanceof ReplyException reply
            && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
            && reply.failureCode() >= Refusal.BAD_MESSAGE
        ? Future.failedFuture(
            new RefusedException(new Refusal(reply.failureCode(), reply.getMessage())))
        : Future.failedFuture(e);
  }
}
