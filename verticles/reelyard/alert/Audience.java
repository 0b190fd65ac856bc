package reelyard.alert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import reelyard.model.Alert;
import reelyard.model.JobAlerts;

/** Knows whom an alert concerns: the farm's receivers, and those of its job. */
final class Audience {

  /**
   * The fact of an ended job's alert that says how many have ended in this farm, itself included.
   */
  static final String ENDED_COUNT = "endedCount";

  /** A job with more would make the farm a mailing list. */
  private static final int MOST_OF_JOB = 20;

  private final AlertConfig config;
  private final Consumer<String> complaints;

  /**
   * @param complaints gets a line for each wish of a job that cannot be met; may get it often
   */
  Audience(AlertConfig config, Consumer<String> complaints) {
    this.config = config;
    this.complaints = complaints;
  }

  /** The mails that this alert is worth, one an address. */
  List<Telling> mails(Alert alert) {
    List<Telling> mails = new ArrayList<>();
    Set<String> addressed = new LinkedHashSet<>();
    farmTopic(alert)
        .or(() -> jobTopic(alert).filter(topic -> namesNobody(alert.job())))
        .ifPresent(topic -> add(mails, addressed, alert, topic, config.mail().to()));
    jobTopic(alert)
        .ifPresent(
            topic ->
                add(
                    mails,
                    addressed,
                    alert,
                    topic,
                    alert.job().mailTo().stream().limit(MOST_OF_JOB).toList()));
    if (!mails.isEmpty() && !config.mail().isOn()) {
      complaints.accept("jobs wish mails, but alerts.mail.host names no server that sends them");
      return List.of();
    }
    return mails;
  }

  /** What the webhook of that name is told; nothing if the alert does not concern it. */
  List<Telling> webhook(String name, Alert alert) {
    return farmTopic(alert)
        .or(
            () ->
                jobTopic(alert)
                    .filter(
                        topic -> namesNobody(alert.job()) || alert.job().webhooks().contains(name)))
        .map(topic -> List.of(new Telling(alert, topic, "")))
        .orElse(List.of());
  }

  /** Complains of the webhooks that the alert's job names and the farm does not have. */
  void checkNames(Alert alert) {
    if (alert.job() != null) {
      alert.job().webhooks().stream()
          .filter(name -> !config.webhooks().containsKey(name))
          .limit(MOST_OF_JOB)
          .forEach(
              name ->
                  complaints.accept(
                      "jobs wish the webhook \"%s\", which alerts.webhooks does not have"
                          .formatted(Words.line(name, 32))));
    }
  }

  private void add(
      List<Telling> mails, Set<String> addressed, Alert alert, Topic topic, List<String> to) {
    for (String address : to) {
      if (!MailAddress.isGood(address)) {
        complaints.accept(
            "a job wishes mails to \"%s\", which is no address"
                .formatted(Words.line(address, 100)));
      } else if (addressed.add(address.toLowerCase(Locale.ROOT))) {
        mails.add(new Telling(alert, topic, address));
      }
    }
  }

  private static boolean namesNobody(JobAlerts job) {
    return job.mailTo().isEmpty() && job.webhooks().isEmpty();
  }

  /** Why the farm's own receivers are told. */
  private Optional<Topic> farmTopic(Alert alert) {
    return switch (alert.kind()) {
      case JOB_FAILED -> when(config.onFailure(), Topic.JOB_FAILED).or(() -> nth(alert));
      case JOB_COMPLETE -> when(config.onCompletion(), Topic.JOB_COMPLETE).or(() -> nth(alert));
      case NTH_JOB -> when(config.everyNth() > 0, Topic.NTH_JOB);
      case WORKER_QUARANTINED -> when(config.onQuarantine(), Topic.WORKER_QUARANTINED);
      case LOW_SPACE -> when(config.onLowSpace(), Topic.LOW_SPACE);
    };
  }

  private Optional<Topic> nth(Alert alert) {
    String ended = alert.facts().getOrDefault(ENDED_COUNT, "");
    return when(
        config.everyNth() > 0
            && ended.matches("[1-9][0-9]{0,17}")
            && Long.parseLong(ended) % config.everyNth() == 0,
        Topic.NTH_JOB);
  }

  /** Why those whom the job names are told. */
  private static Optional<Topic> jobTopic(Alert alert) {
    JobAlerts job = alert.job();
    if (job == null) {
      return Optional.empty();
    }
    return switch (alert.kind()) {
      case JOB_FAILED -> when(job.onFailure(), Topic.JOB_FAILED);
      case JOB_COMPLETE -> when(job.onCompletion(), Topic.JOB_COMPLETE);
      case NTH_JOB, WORKER_QUARANTINED, LOW_SPACE -> Optional.empty();
    };
  }

  private static Optional<Topic> when(boolean wanted, Topic topic) {
    return wanted ? Optional.of(topic) : Optional.empty();
  }
}
