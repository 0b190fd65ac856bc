package reelyard.model;

import java.util.List;

/**
 * Whom one job tells of its end, beside those whom the farm tells.
 *
 * @param mailTo addresses
 * @param webhooks names of webhooks of the configuration
 */
public record JobAlerts(
    boolean onFailure, boolean onCompletion, List<String> mailTo, List<String> webhooks) {

  public JobAlerts {
    mailTo = mailTo == null ? List.of() : List.copyOf(mailTo);
    webhooks = webhooks == null ? List.of() : List.copyOf(webhooks);
  }
}
