package reelyard.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import reelyard.bus.Json;

/** Why a manager did not do what it was asked, in one sentence with its remedy. */
final class ManagerRefusals {

  private static final int UNKNOWN = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;

  /** Proxies say this while the manager behind them starts again. */
  private static final int BAD_GATEWAY = 502;

  private static final int NOBODY = 503;
  private static final int NO_ANSWER = 504;

  private ManagerRefusals() {}

  /** It answered, with something else than success. */
  static CommandFailure of(HttpResponse<String> response, URI manager) {
    String words = words(response, manager);
    return switch (response.statusCode()) {
      case UNKNOWN -> unknown(manager);
      case FORBIDDEN -> CommandFailure.refused(ExitStatus.DENIED, words);
      case TOO_MANY, BAD_GATEWAY, NOBODY, NO_ANSWER ->
          new CommandFailure(ExitStatus.UNREACHABLE, words);
      default ->
          response.statusCode() / 100 == 4
              ? CommandFailure.refused(ExitStatus.FAILED, words)
              : new CommandFailure(ExitStatus.FAILED, words);
    };
  }

  /** It has too much to do at the moment, and tells when to come again. */
  static boolean isBusy(HttpResponse<?> response) {
    return response.statusCode() == NOBODY && retryAfter(response).matches("[0-9]{1,6}");
  }

  /** How long one that is busy wants to be left alone; a second at least. */
  static Duration pause(HttpResponse<?> response) {
    return Duration.ofSeconds(Math.max(1, Long.parseLong(retryAfter(response))));
  }

  private static String retryAfter(HttpResponse<?> response) {
    return response.headers().firstValue("Retry-After").orElse("");
  }

  /** It would not open its event stream; what is no refusal for good stays what it is. */
  static Throwable ofStream(Throwable failure, URI manager, ManagerTrust trust) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof WebSocketHandshakeException handshake) {
      return switch (handshake.getResponse().statusCode()) {
        case UNKNOWN -> unknown(manager);
        case FORBIDDEN ->
            CommandFailure.refused(
                ExitStatus.DENIED, "the manager at %s lets you watch no more".formatted(manager));
        default -> cause;
      };
    }
    return trust.refused().isPresent() && cause instanceof IOException e
        ? unreachable(manager, e, trust)
        : cause;
  }

  private static CommandFailure unknown(URI manager) {
    return CommandFailure.refused(
        ExitStatus.DENIED,
        "the manager at %s asks who you are: make a token on its machine by `reelyard token add"
                .formatted(manager)
            + " NAME --role submitter`, and put it into REELYARD_TOKEN or into"
            + " ~/.config/reelyard/token (one that is there has ended, or was removed)");
  }

  private static String words(HttpResponse<String> response, URI manager) {
    try {
      Problem problem = Json.read(response.body(), Problem.class);
      if (problem != null && problem.detail() != null) {
        return problem.detail();
      }
      if (problem != null && problem.title() != null) {
        return problem.title();
      }
    } catch (IllegalArgumentException e) {
      // Not the manager's own words.
    }
    return "the manager at " + manager + " answered with status " + response.statusCode();
  }

  /** It did not answer. */
  static CommandFailure unreachable(URI manager, IOException e, ManagerTrust trust) {
    // Waiting does not mend a certificate; a setting does.
    return trust.refused().isPresent()
        ? CommandFailure.usage("%s: %s".formatted(manager, trust.refused().get()))
        : new CommandFailure(ExitStatus.UNREACHABLE, why(manager, e));
  }

  private static String why(URI manager, IOException e) {
    String said = e.getMessage() == null ? "" : e.getMessage();
    if ((e instanceof SSLException && said.contains("plaintext"))
        || said.contains("Unsupported or unrecognized SSL message")) {
      return "what answers at %s does not encrypt: try http:// instead".formatted(manager);
    }
    if (e instanceof SSLException) {
      return "no encrypted way to %s (%s)".formatted(manager, said);
    }
    if (manager.getScheme().equals("http") && said.contains("received no bytes")) {
      return "what answers at %s hangs up: if the manager encrypts, its address begins with https://"
          .formatted(manager);
    }
    if (e instanceof HttpTimeoutException) {
      return "the manager at %s does not answer (%s): is it overloaded, or stopped?"
          .formatted(manager, said);
    }
    return "no manager answers at %s%s: start one with `reelyard run manager`, or name another with"
            .formatted(manager, said.isEmpty() ? "" : " (" + said + ")")
        + " --manager URL";
  }

  private record Problem(String title, int status, String detail) {}
}
