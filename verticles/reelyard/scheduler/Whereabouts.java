package reelyard.scheduler;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reelyard.message.SourceFinding;
import reelyard.message.StagingList;
import reelyard.message.StagingView;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;

/**
 * Where a new job's files lie: where its user says; else at the staging with the longest root above
 * them. Several such are asked, and so are all when no root is above them, since links may lead
 * there; exactly one must have the source, and no other that cannot be asked now may be meant.
 */
final class Whereabouts {

  private final JobSpec job;
  private final List<StagingView> here;
  private final List<StagingView> away;
  private final List<StagingView> candidates;
  private final Map<String, SourceFinding> findings = new TreeMap<>();

  Whereabouts(JobSpec job, StagingList all) {
    this.job = job;
    this.here = all.stagings().stream().filter(StagingView::here).toList();
    this.away = all.stagings().stream().filter(staging -> !staging.here()).toList();
    this.candidates = job.staging().isEmpty() ? aboveIt() : named();
  }

  JobSpec job() {
    return job;
  }

  /** The stagings to be asked. */
  List<String> candidates() {
    return candidates.stream().map(Whereabouts::id).toList();
  }

  /** One of them looked. */
  synchronized void found(String staging, SourceFinding finding) {
    findings.put(staging, finding);
  }

  /** What all looks together tell. */
  synchronized SourceFinding finding() {
    List<String> having =
        findings.keySet().stream().filter(staging -> !isMissing(findings.get(staging))).toList();
    if (having.size() == 1) {
      SourceFinding found = findings.get(having.get(0));
      List<String> unasked = unasked();
      return unasked.isEmpty() ? found : mayBeElsewhere(having.get(0), unasked);
    }
    if (having.size() > 1) {
      return refused(
          FailureReason.BAD_REQUEST,
          "%s lies at %s: choose one with --staging (\"staging\" in a job of the API)"
              .formatted(job.input(), String.join(" and at ", having)));
    }
    if (candidates.isEmpty()) {
      return nobodyOfThatName();
    }
    if (candidates.size() == 1 && (here.size() + away.size() == 1 || !job.staging().isEmpty())) {
      SourceFinding only = findings.get(id(candidates.get(0)));
      return only == null ? noAnswer() : only;
    }
    if (findings.size() < candidates.size()) {
      return noAnswer();
    }
    String unreadable = unreadable();
    return refused(
        unreadable.isEmpty() ? FailureReason.SOURCE_MISSING : FailureReason.SOURCE_UNREADABLE,
        "%s is not at %s: check the name, that it is mounted there, and that staging.roots hold it%s%s"
            .formatted(
                job.input(),
                candidates.stream()
                    .map(Whereabouts::words)
                    .collect(Collectors.joining(", nor at ")),
                awayWords(),
                unreadable));
  }

  /**
   * What those say that may have it, but cannot read it; a file that cannot be read is not gone.
   */
  private String unreadable() {
    return findings.entrySet().stream()
        .filter(each -> each.getValue().refusal() != null)
        .filter(each -> each.getValue().refusal().reason() == FailureReason.SOURCE_UNREADABLE)
        .map(each -> "; %s says: %s".formatted(each.getKey(), each.getValue().refusal().message()))
        .collect(Collectors.joining());
  }

  /** Those that may be meant as well as the asked ones, and are away or did not answer. */
  private List<String> unasked() {
    if (!job.staging().isEmpty()) {
      return List.of();
    }
    int claim = candidates.stream().mapToInt(this::depth).max().orElse(-1);
    return Stream.concat(
            away.stream()
                .filter(staging -> depth(staging) >= Math.max(0, claim))
                .map(Whereabouts::id),
            silent())
        .toList();
  }

  private Stream<String> silent() {
    return candidates.stream().map(Whereabouts::id).filter(id -> !findings.containsKey(id));
  }

  private SourceFinding mayBeElsewhere(String having, List<String> unasked) {
    return refused(
        FailureReason.SOURCE_UNREADABLE,
        "%s lies at %s, but may be meant at %s, which is away: start that, or choose one with --staging (\"staging\" in a job of the API)"
            .formatted(job.input(), having, String.join(" or ", unasked)));
  }

  private SourceFinding noAnswer() {
    return refused(
        FailureReason.SOURCE_UNREADABLE,
        "staging %s did not look for %s in time, or went away: check it, then submit again"
            .formatted(silent().collect(Collectors.joining(" and ")), job.input()));
  }

  private static boolean isMissing(SourceFinding finding) {
    return finding.refusal() != null
        && (finding.refusal().reason() == FailureReason.SOURCE_MISSING
            || finding.refusal().reason() == FailureReason.SOURCE_UNREADABLE);
  }

  private SourceFinding nobodyOfThatName() {
    boolean known = away.stream().anyMatch(staging -> id(staging).equals(job.staging()));
    String names = here.stream().map(Whereabouts::id).collect(Collectors.joining(", "));
    return known
        ? refused(
            FailureReason.SOURCE_UNREADABLE,
            "staging %s is away: start it, then submit again".formatted(job.staging()))
        : refused(
            FailureReason.BAD_REQUEST,
            "there is no staging %s: choose one of %s, or none".formatted(job.staging(), names));
  }

  private List<StagingView> named() {
    return here.stream().filter(staging -> id(staging).equals(job.staging())).toList();
  }

  private List<StagingView> aboveIt() {
    List<StagingView> longest = new ArrayList<>();
    int most = -1;
    for (StagingView staging : here) {
      int depth = depth(staging);
      if (depth > most) {
        longest.clear();
        most = depth;
      }
      if (depth == most) {
        longest.add(staging);
      }
    }
    return longest;
  }

  /** How many names its longest root above the source has; -1 when none is. */
  private int depth(StagingView staging) {
    return staging.status().roots().stream().mapToInt(this::depth).max().orElse(-1);
  }

  private int depth(String root) {
    try {
      Path folder = Path.of(root).normalize();
      boolean above = Path.of(job.input()).normalize().startsWith(folder);
      return above ? folder.getNameCount() : -1;
    } catch (InvalidPathException e) {
      // It cannot be told on this machine; staging itself will say what it finds.
      return -1;
    }
  }

  private String awayWords() {
    return away.isEmpty()
        ? ""
        : " (not asked, since away: %s)"
            .formatted(away.stream().map(Whereabouts::id).collect(Collectors.joining(", ")));
  }

  private static String words(StagingView staging) {
    return "%s (%s)".formatted(id(staging), String.join(", ", staging.status().roots()));
  }

  private static String id(StagingView staging) {
    return staging.status().id();
  }

  private static SourceFinding refused(FailureReason reason, String message) {
    return new SourceFinding(0, null, null, new Failure(reason, message, null, List.of(), null));
  }
}
