package reelyard.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import reelyard.bus.Json;

/** Why a manager did not do what it was asked, in one sentence with its remedy. */
final class ManagerRefusals {

  private static final int UNKNOWN = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOBODY = 503;
  private static final int NO_ANSWER = 504;

  private ManagerRefusals() {}

  /** It answered, with something else than success. */
  static CommandFailure of(HttpResponse<String> response, URI manager) {
    String words = words(response, manager);
    return switch (response.statusCode()) {
      case UNKNOWN -> new CommandFailure(ExitStatus.DENIED, unknown(manager));
      case FORBIDDEN -> new CommandFailure(ExitStatus.DENIED, words);
      case NOBODY, NO_ANSWER -> new CommandFailure(ExitStatus.UNREACHABLE, words);
      default -> new CommandFailure(ExitStatus.FAILED, words);
    };
  }

  private static String unknown(URI manager) {
    return "the manager at %s asks who you are: make a token on its machine by `reelyard token add"
            .formatted(manager)
        + " NAME --role submitter`, and put it into REELYARD_TOKEN or into ~/.config/reelyard/token"
        + " (one that is there has ended, or was removed)";
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
    return new CommandFailure(ExitStatus.UNREACHABLE, why(manager, e, trust));
  }

  private static String why(URI manager, IOException e, ManagerTrust trust) {
    if (trust.refused().isPresent()) {
      return "%s: %s".formatted(manager, trust.refused().get());
    }
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
