package reelyard.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Option;
import reelyard.model.JobAlerts;
import reelyard.model.WhenDone;

/** The options that say on what terms the farm shall run jobs. */
final class TermOptions {

  @Option(names = "--name", description = "The job's name; the input's if not given.")
  private String name;

  @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
  private String description;

  @Option(names = "--user", description = "Who asks; you if not given.")
  private String user;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "0 runs first, 50 if not given, 100 is held until it gets another.")
  private Integer priority;

  @Option(names = "--pool", description = "Whose workers run it; any if not given.")
  private String pool;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "What its worker must offer; may be repeated.")
  private List<String> tags;

  @Option(
      names = "--worker",
      paramLabel = "NAME",
      description = "The worker that may run it; may be repeated. Any if not given.")
  private List<String> workers;

  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "A job that must be complete first; may be repeated.")
  private List<String> after;

  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      description = "When it may begin: 'in 2h', 22:00, '2026-12-24 22:00' or 2026-12-24T22:00Z.")
  private String notBefore;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description = "How many tries it gets, the first included; 3 if not given.")
  private Integer attempts;

  @Option(names = "--suspended", description = "It waits until it is activated.")
  private boolean suspended;

  @Option(names = "--alone", description = "It runs alone on its worker.")
  private boolean alone;

  @Option(
      names = "--non-stoppable",
      description = "It is neither paused nor given back for schedules or other jobs.")
  private boolean nonStoppable;

  @Option(names = "--ignore-share", description = "Its worker's share does not limit it.")
  private boolean ignoreShare;

  @Option(
      names = "--when-done",
      paramLabel = "leave|archive|delete",
      description = "What becomes of the job when it is complete; it is left if not given.")
  private WhenDone whenDone;

  @Option(
      names = "--alert-mail",
      paramLabel = "ADDRESS",
      description = "Who is told of its end by e-mail; may be repeated.")
  private List<String> mailTo;

  @Option(
      names = "--alert-webhook",
      paramLabel = "NAME",
      description = "The webhook of the manager's configuration that is told; may be repeated.")
  private List<String> webhooks;

  @Option(
      names = "--alert-on",
      paramLabel = "failure|completion|both",
      defaultValue = "both",
      description = "Of which end they are told; of both if not given.")
  private AlertOn alertOn;

  @Option(
      names = "--staging",
      paramLabel = "NAME",
      description = "The staging host where the input lies; the one that has it if not given.")
  private String staging;

  /** Of which end somebody is told. */
  enum AlertOn {
    FAILURE,
    COMPLETION,
    BOTH
  }

  /** What was asked for; times are those of this machine. */
  Terms terms(Instant now, ZoneId zone, String self) throws CommandFailure {
    if (attempts != null && attempts < 1) {
      throw CommandFailure.usage("--attempts must be 1 or more, not " + attempts);
    }
    if (priority != null && (priority < 0 || priority > 100)) {
      throw CommandFailure.usage("--priority must be 0 to 100, not " + priority);
    }
    return new Terms(
        name,
        description,
        user == null ? self : user,
        priority,
        pool,
        tags,
        workers,
        after,
        notBefore == null ? 0 : Times.moment("--not-before", notBefore, now, zone).toEpochMilli(),
        attempts == null ? 0 : attempts,
        suspended,
        alone,
        nonStoppable,
        ignoreShare,
        whenDone,
        alerts(),
        staging);
  }

  private JobAlerts alerts() {
    return mailTo == null && webhooks == null
        ? null
        : new JobAlerts(
            alertOn != AlertOn.COMPLETION, alertOn != AlertOn.FAILURE, mailTo, webhooks);
  }
}
