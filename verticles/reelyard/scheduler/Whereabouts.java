package reelyard.scheduler;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reelyard.message.SourceFinding;
import reelyard.message.StagingList;
import reelyard.message.StagingView;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;

/**
 * Where a new job's files lie: where its user says; else at the staging with the longest root above
 * them. Several such are asked, and so are all when no root is above them, since links may lead
 * there; exactly one must have the source.
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
      return findings.get(having.get(0));
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
      return findings.get(id(candidates.get(0)));
    }
    return refused(
        FailureReason.SOURCE_MISSING,
        "%s is not at %s: check the name, that it is mounted there, and that staging.roots hold it%s"
            .formatted(
                job.input(),
                candidates.stream()
                    .map(Whereabouts::words)
                    .collect(Collectors.joining(", nor at ")),
                awayWords()));
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
