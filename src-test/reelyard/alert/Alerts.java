package reelyard.alert;

import java.util.List;
import java.util.Map;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.JobAlerts;

/** Alerts and configurations as tests want them. */
final class Alerts {

  /** 2026-11-21 00:00:00 UTC. */
  static final long NIGHT = 1_795_219_200_000L;

  static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private Alerts() {}

  static Alert failed(long id) {
    return failed(id, null);
  }

  static Alert failed(long id, JobAlerts job) {
    return of(id, AlertKind.JOB_FAILED, "film " + id + " failed", job);
  }

  static Alert complete(long id, JobAlerts job) {
    return of(id, AlertKind.JOB_COMPLETE, "film " + id + " is complete", job);
  }

  static Alert of(long id, AlertKind kind, String subject, JobAlerts job) {
    return new Alert(
        id,
        kind,
        NIGHT,
        subject,
        "The whole story of " + subject + ".",
        Map.of("endedCount", Long.toString(id)),
        job);
  }

  /** Failures, quarantines and low space, to these addresses and these webhooks. */
  static AlertConfig config(List<String> mailTo, Map<String, WebhookConfig> webhooks) {
    return config(false, 0, mailTo, webhooks);
  }

  static AlertConfig config(
      boolean onCompletion,
      int everyNth,
      List<String> mailTo,
      Map<String, WebhookConfig> webhooks) {
    return new AlertConfig(
        true, onCompletion, everyNth, true, true, new SummaryConfig(0), mail(25, mailTo), webhooks);
  }

  static MailSettings mail(int port, List<String> to) {
    return new MailSettings("127.0.0.1", port, "none", "", "", "farm@example.org", to);
  }

  static WebhookConfig webhook(String url) {
    return new WebhookConfig(url, SECRET);
  }
}
