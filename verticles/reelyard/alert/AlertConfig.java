package reelyard.alert;

import java.util.Map;

/**
 * The section "alerts" of the configuration; config/reelyard.yaml explains each key.
 *
 * @param webhooks by name
 */
public record AlertConfig(
    boolean onFailure,
    boolean onCompletion,
    int everyNth,
    boolean onQuarantine,
    boolean onLowSpace,
    SummaryConfig summary,
    MailSettings mail,
    Map<String, WebhookConfig> webhooks) {

  private static final int MOST_WEBHOOKS = 50;

  public AlertConfig {
    if (everyNth < 0) {
      throw new IllegalArgumentException("everyNth must be 0 (never) or more, not " + everyNth);
    }
    if (webhooks.size() > MOST_WEBHOOKS) {
      throw new IllegalArgumentException(
          "webhooks: at most " + MOST_WEBHOOKS + " are told, not " + webhooks.size());
    }
    webhooks.forEach(AlertConfig::check);
    webhooks = Map.copyOf(webhooks);
  }

  private static void check(String name, WebhookConfig webhook) {
    if (!name.matches("[a-z0-9_]{1,32}")) {
      throw new IllegalArgumentException(
          "webhooks: a name must be lower-case letters, digits and '_', at most 32, not " + name);
    }
    if (webhook == null) {
      throw new IllegalArgumentException("webhooks." + name + " must have the keys url and secret");
    }
  }

  /**
   * Checks what a file may leave to the environment.
   *
   * @throws IllegalArgumentException naming the key that is still missing
   */
  void checkSecrets() {
    if (!mail.user().isEmpty() && mail.password().isEmpty()) {
      throw new IllegalArgumentException(
          "alerts.mail.password is missing; the environment can tell it:"
              + " REELYARD_ALERTS_MAIL_PASSWORD");
    }
    webhooks.forEach(
        (name, webhook) -> {
          if (webhook.secret().isEmpty()) {
            throw new IllegalArgumentException(
                "alerts.webhooks.%s.secret is missing; make one with echo whsec_$(openssl rand"
                        .formatted(name)
                    + " -base64 32)");
          }
        });
  }

  /** Whether there is anybody to be told. */
  public boolean tellsAnyone() {
    return mail.isOn() || !webhooks.isEmpty();
  }
}
