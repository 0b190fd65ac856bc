package reelyard.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import reelyard.bus.Causes;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.message.SourceFinding;
import reelyard.message.StagingList;
import reelyard.model.JobSpec;

/**
 * Has the files of new jobs looked at where they lie: asks every staging at the same time. One that
 * does not answer matters to its own jobs only, unless none does.
 */
final class Routing {

  private final Supplier<CompletionStage<StagingList>> stagings;
  private final BiFunction<String, List<JobSpec>, CompletionStage<List<SourceFinding>>> inspector;

  /**
   * @param stagings who is there
   * @param inspector has a staging look at the files, in the order of the jobs
   */
  Routing(
      Supplier<CompletionStage<StagingList>> stagings,
      BiFunction<String, List<JobSpec>, CompletionStage<List<SourceFinding>>> inspector) {
    this.stagings = stagings;
    this.inspector = inspector;
  }

  /** What was found of each job, in their order; refused as a whole while no staging is there. */
  CompletionStage<List<SourceFinding>> inspect(List<JobSpec> jobs) {
    return stagings
        .get()
        .thenCompose(
            all -> {
              if (all.stagings().stream().noneMatch(staging -> staging.here())) {
                return CompletableFuture.failedFuture(
                    new RefusedException(
                        new Refusal(
                            Refusal.UNAVAILABLE,
                            "no staging is there: start one with ./reelyard run manager, then"
                                + " submit again")));
              }
              return ask(jobs.stream().map(job -> new Whereabouts(job, all)).toList());
            });
  }

  private CompletionStage<List<SourceFinding>> ask(List<Whereabouts> jobs) {
    Map<String, List<Integer>> byStaging = new LinkedHashMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      for (String candidate : jobs.get(i).candidates()) {
        byStaging.computeIfAbsent(candidate, first -> new ArrayList<>()).add(i);
      }
    }
    List<CompletableFuture<?>> asked = new ArrayList<>();
    byStaging.forEach(
        (staging, places) ->
            asked.add(
                inspector
                    .apply(staging, places.stream().map(i -> jobs.get(i).job()).toList())
                    .thenAccept(findings -> hear(jobs, staging, places, findings))
                    .toCompletableFuture()));
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .handle((all, e) -> e)
        .thenCompose(
            e ->
                e != null && asked.stream().allMatch(CompletableFuture::isCompletedExceptionally)
                    ? CompletableFuture.failedFuture(Causes.of(e))
                    : CompletableFuture.completedStage(
                        jobs.stream().map(Whereabouts::finding).toList()));
  }

  private static void hear(
      List<Whereabouts> jobs, String staging, List<Integer> places, List<SourceFinding> findings) {
    for (int i = 0; i < places.size(); i++) {
      jobs.get(places.get(i)).found(staging, findings.get(i));
    }
  }
}
