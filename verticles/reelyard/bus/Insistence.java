package reelyard.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reelyard.address.Request;
import reelyard.message.Refusal;

/** Repeats a question while its answer gets lost, ever more slowly; a refusal is an answer. */
public final class Insistence {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Bus bus;

  public Insistence(Vertx vertx, Bus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  /** Asks until it is answered, or until a time in milliseconds since 1970. */
  public <Q, A> Future<A> ask(Request<Q, A> request, Q question, long untilMillis) {
    return ask(request, question, FIRST_PAUSE, untilMillis);
  }

  private <Q, A> Future<A> ask(
      Request<Q, A> request, Q question, Duration pause, long untilMillis) {
    Duration twice = pause.multipliedBy(2);
    Duration next = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    long left = untilMillis - System.currentTimeMillis();
    Duration patience = Duration.ofMillis(Math.min(Math.max(left, 1), Bus.PATIENCE.toMillis()));
    return bus.ask(request, question, patience)
        .recover(
            e ->
                isAnswer(e) || System.currentTimeMillis() + pause.toMillis() >= untilMillis
                    ? Future.failedFuture(e)
                    : vertx
                        .timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(later -> ask(request, question, next, untilMillis)));
  }

  /** Whether the one asked decided; what only broke there may be mended. */
  public static boolean isAnswer(Throwable e) {
    return e instanceof RefusedException refused && refused.refusal().code() < Refusal.BROKEN;
  }
}
