package reelyard.scheduler;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import reelyard.message.StagingList;
import reelyard.message.StagingStatus;

/** The staging hosts: who is there, what lies where, and who takes no more films. */
final class Stagings {

  /** Four missed reports. */
  static final long SILENT_MILLIS = 20_000;

  /** A host that nobody needs is forgotten after so long. */
  static final long FORGET_MILLIS = 86_400_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Map<String, StagingEntry> stagings = new TreeMap<>();
  private final Alarms alarms;
  private final Outbox outbox;

  Stagings(Alarms alarms, Outbox outbox) {
    this.alarms = alarms;
    this.outbox = outbox;
  }

  /** Files of a job that was kept lie there: it should speak soon. */
  void expect(String id, long now) {
    stagings.computeIfAbsent(id, expected -> new StagingEntry(expected, now));
  }

  /** It is there; answers whether jobs can be started that could not, or the other way round. */
  boolean hear(StagingStatus status, long now) {
    StagingEntry staging =
        stagings.computeIfAbsent(status.id(), heard -> new StagingEntry(heard, now));
    boolean wasOpen = staging.isOpen();
    boolean wasAway = staging.away;
    List<String> wereShort = staging.shortFolders();
    if (staging.away) {
      outbox.note("staging %s is there again".formatted(staging.id()));
    }
    staging.status = status;
    staging.heardMillis = now;
    staging.away = false;
    if (wasOpen && !staging.isOpen()) {
      outbox.note(
          "staging %s is short of space (%s): jobs whose results land on that disk wait"
              .formatted(staging.id(), status.shortage()));
    } else if (!wasOpen && staging.isOpen()) {
      outbox.note("staging %s takes jobs".formatted(staging.id()));
    }
    alarms.stagingHas(staging, now);
    return wasAway || !wereShort.equals(staging.shortFolders());
  }

  /**
   * Who was silent for too long is away; who was for a day, and has no files of a job, is
   * forgotten.
   *
   * @param needed whether files of a job that has not ended lie there
   */
  void watch(long now, Predicate<String> needed) {
    stagings
        .values()
        .removeIf(
            staging ->
                staging.away
                    && now - staging.heardMillis > FORGET_MILLIS
                    && !needed.test(staging.id()));
    for (StagingEntry staging : stagings.values()) {
      if (!staging.away && now - staging.heardMillis > SILENT_MILLIS) {
        staging.away = true;
        outbox.note(
            "staging %s is silent for %d s: jobs whose files lie there wait for it"
                .formatted(staging.id(), (now - staging.heardMillis) / 1000));
      }
    }
  }

  /** The scheduler itself did not run for so long, or its clock was set by as much. */
  void forgive(long late, long now) {
    stagings.values().forEach(s -> s.heardMillis = Math.min(now, s.heardMillis + late));
  }

  /** The names of all that were heard of or are expected. */
  List<String> known() {
    return List.copyOf(stagings.keySet());
  }

  /** Whether jobs whose files lie there can be started, as long as their results have room. */
  boolean isThere(String id) {
    StagingEntry staging = stagings.get(id);
    return staging == null || !staging.away;
  }

  /** Whether this job can be started, as far as its staging is concerned. */
  boolean isOpenFor(JobEntry job) {
    StagingEntry staging = stagings.get(job.staging());
    return staging == null || staging.isOpen(job.target());
  }

  /** Why not, or null. */
  String whyClosedFor(JobEntry job) {
    StagingEntry staging = stagings.get(job.staging());
    if (staging == null || staging.isOpen(job.target())) {
      return null;
    }
    if (!staging.away) {
      return "its files lie at %s, which is short of space: %s"
          .formatted(staging.id(), staging.shortageAt(job.target()));
    }
    return staging.status == null
        ? "its files lie at %s, which has not been heard of: start that staging"
            .formatted(staging.id())
        : "its files lie at %s, which is away since %s"
            .formatted(staging.id(), TIME.format(Instant.ofEpochMilli(staging.heardMillis)));
  }

  /** All that were heard of or are expected. */
  StagingList list() {
    return new StagingList(stagings.values().stream().map(StagingEntry::view).toList());
  }
}
