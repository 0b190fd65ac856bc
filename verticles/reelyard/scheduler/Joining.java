package reelyard.scheduler;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Token;
import reelyard.login.TokenFile;
import reelyard.login.UserFileException;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;

/** Lets workers join a farm that others can reach only by a token that is good for that. */
final class Joining {

  private static final Logger log = LoggerFactory.getLogger(Joining.class);

  private static final int MOST_TOLD = 1_000;

  private final TokenFile tokens;
  private final LongSupplier clock;
  private final Set<String> told = new HashSet<>();

  /**
   * @param clock milliseconds since 1970
   */
  Joining(TokenFile tokens, LongSupplier clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Why this worker may not join, if so. Reads a file. */
  synchronized Optional<Refusal> refuse(RegisterWorker message) {
    String worker = message.worker().id();
    String why;
    try {
      Optional<Token> token = tokens.find(message.token(), clock.getAsLong());
      if (token.filter(known -> known.role().equals(Token.WORKER)).isPresent()) {
        told.remove(worker);
        return Optional.empty();
      }
      why = message.token() == null ? "sent no token" : "sent a token that is none or has ended";
    } catch (UserFileException e) {
      log.error("no worker can join: {}", e.getMessage());
      return Optional.of(
          new Refusal(Refusal.UNAVAILABLE, "tokens cannot be read: the manager's log says why"));
    }
    if (told.size() < MOST_TOLD && told.add(worker)) {
      log.warn("worker {} may not join: it {}", worker, why);
    }
    return Optional.of(
        Refusal.forbidden(
            "it %s: make one on the manager's machine by ./reelyard token add %s --role worker, and"
                    .formatted(why, worker)
                + " tell it to this worker by the key worker.token or the environment variable"
                + " REELYARD_WORKER_TOKEN"));
  }
}
