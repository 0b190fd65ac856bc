package reelyard.ftp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;

/**
 * Stands before the threads: who is one too many, or comes too often, is told so and goes before it
 * costs more than a socket for a moment. Who does not log in within the time goes, too.
 */
final class Gate extends IoFilterAdapter {

  private static final AttributeKey INSIDE = new AttributeKey(Gate.class, "inside");
  private static final AttributeKey TOLD = new AttributeKey(Gate.class, "told");

  /** Workers come in crowds, such as when their manager starts. */
  private static final int SECONDS_SAVED_UP = 5;

  private static final int NETWORKS = 10_000;

  private record Waiting(IoSession session, String network, long sinceNanos) {}

  private final Limits limits;
  private final Refusals refusals;
  private final TimeMeter meter;
  private final AtomicInteger inside = new AtomicInteger();
  private final Tally waitingByNetwork = new Tally();
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private final Recent<String, Bucket> logins = new Recent<>(NETWORKS);

  Gate(Limits limits, Refusals refusals, TimeMeter meter) {
    this.limits = limits;
    this.refusals = refusals;
    this.meter = meter;
  }

  /** It counts as a connection of its account from now on, and its coming did no harm. */
  void loggedIn(IoSession session) {
    Waiting waited = waiting.remove(session.getId());
    if (waited != null) {
      waitingByNetwork.leave(waited.network());
      logins(waited.network()).addTokens(1);
    }
  }

  /** Ends what should have logged in by now; to be called every second or so. */
  void sweep() {
    long now = meter.currentTimeNanos();
    for (Waiting waited : waiting.values()) {
      if (now - waited.sinceNanos() >= Duration.ofSeconds(limits.loginSeconds()).toNanos()) {
        hurry(waited.session());
      }
    }
  }

  private void hurry(IoSession session) {
    if (session.containsAttribute(TOLD)) {
      // It does not even take the words.
      session.closeNow();
      return;
    }
    session.setAttribute(TOLD);
    refusals.refused(
        session.getRemoteAddress(),
        Refusals.Kind.CONNECTION,
        "a connection that did not log in within " + limits.loginSeconds() + " s");
    hangUp(session, "No login within " + limits.loginSeconds() + " seconds.");
  }

  /** Connections that are in, logged in or not. */
  int connections() {
    return inside.get();
  }

  @Override
  public void sessionCreated(NextFilter next, IoSession session) throws Exception {
    String network = ClientAddress.network(session.getRemoteAddress());
    if (!logins(network).tryConsume(1)) {
      refuse(session, "a connection: more than " + limits.loginsPerSecond() + " came in a second");
    } else if (!waitingByNetwork.enter(network, limits.waitingPerAddress())) {
      refuse(
          session,
          "a connection: " + limits.waitingPerAddress() + " from there did not yet log in");
    } else if (inside.incrementAndGet() > limits.connections()) {
      inside.decrementAndGet();
      waitingByNetwork.leave(network);
      refuse(session, "a connection: all " + limits.connections() + " are in use");
    } else {
      session.setAttribute(INSIDE);
      waiting.put(session.getId(), new Waiting(session, network, meter.currentTimeNanos()));
      next.sessionCreated(session);
    }
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    if (isInside(session)) {
      next.sessionOpened(session);
    } else {
      hangUp(session, "Too many connections: try again later.");
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    if (isInside(session)) {
      inside.decrementAndGet();
      Waiting waited = waiting.remove(session.getId());
      if (waited != null) {
        waitingByNetwork.leave(waited.network());
      }
      next.sessionClosed(session);
    }
  }

  @Override
  public void sessionIdle(NextFilter next, IoSession session, IdleStatus status) {
    if (isInside(session)) {
      next.sessionIdle(session, status);
    } else {
      session.closeNow();
    }
  }

  @Override
  public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) {
    if (isInside(session)) {
      next.exceptionCaught(session, cause);
    } else {
      session.closeNow();
    }
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    if (isInside(session)) {
      next.inputClosed(session);
    } else {
      session.closeNow();
    }
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (isInside(session)) {
      next.messageReceived(session, message);
    }
  }

  @Override
  public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
    // The last words of a hurried one are bytes already, and no reply to anybody behind.
    if (isInside(session) && !session.containsAttribute(TOLD)) {
      next.messageSent(session, request);
    }
  }

  private void refuse(IoSession session, String what) {
    refusals.refused(session.getRemoteAddress(), Refusals.Kind.CONNECTION, what);
  }

  /** Says 421 and goes, without any of the threads. */
  private static void hangUp(IoSession session, String words) {
    session.write(IoBuffer.wrap(("421 " + words + "\r\n").getBytes(US_ASCII)));
    session.closeOnFlush();
  }

  private static boolean isInside(IoSession session) {
    return session.containsAttribute(INSIDE);
  }

  private Bucket logins(String network) {
    return logins.of(
        network,
        key ->
            Bucket.builder()
                .withCustomTimePrecision(meter)
                .addLimit(
                    limit ->
                        limit
                            .capacity((long) SECONDS_SAVED_UP * limits.loginsPerSecond())
                            .refillGreedy(limits.loginsPerSecond(), Duration.ofSeconds(1)))
                .build());
  }
}
