package reelyard.scheduler;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.message.BuiltInPresets;
import reelyard.message.GetFarm;
import reelyard.message.GetPreset;
import reelyard.message.PresetCategory;
import reelyard.message.PresetText;
import reelyard.message.ReadPresets;
import reelyard.message.Refusal;
import reelyard.message.WorkerView;
import reelyard.model.WorkerState;

/** The presets built into the farm's HandBrake: those of the version that most workers have. */
final class BuiltInShelf {

  private final StoredScheduler scheduler;
  private final WorkerPort workers;

  /** By HandBrake's version; each is asked for once. */
  private final Map<String, List<PresetCategory>> known = new ConcurrentHashMap<>();

  BuiltInShelf(StoredScheduler scheduler, WorkerPort workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** What HandBrake of one version has. */
  record Shelf(String version, List<PresetCategory> categories) {}

  /** Empty while no worker is there. */
  CompletionStage<Shelf> list() {
    return present()
        .thenCompose(
            present -> {
              String version = version(present);
              List<PresetCategory> read = known.get(version);
              if (read != null || present.isEmpty()) {
                return CompletableFuture.completedFuture(
                    new Shelf(version, read == null ? List.of() : read));
              }
              return ask(present, version, 0);
            });
  }

  /** All of one, as the workers of that version export it. */
  CompletionStage<PresetText> text(GetPreset asked) {
    return present()
        .thenCompose(
            present -> {
              List<WorkerView> have =
                  present.stream()
                      .filter(w -> w.worker().capabilities().presets().contains(asked.name()))
                      .toList();
              if (have.isEmpty()) {
                return refused(
                    present.isEmpty()
                        ? new Refusal(
                            Refusal.UNAVAILABLE,
                            "no worker is there whose HandBrake could be asked for %s: start one"
                                .formatted(asked.name()))
                        : Refusal.notFound("there is no preset " + asked.name()));
              }
              String version = version(have);
              String worker = of(have, version).get(0).worker().id();
              return workers.ask(worker, Addresses.readPreset(worker), asked);
            });
  }

  /** The names of all that any worker's HandBrake has. */
  CompletionStage<Set<String>> names() {
    return all()
        .thenApply(
            all ->
                all.stream()
                    .flatMap(worker -> worker.worker().capabilities().presets().stream())
                    .collect(Collectors.toSet()));
  }

  /** One after the other, until one answers. */
  private CompletionStage<Shelf> ask(List<WorkerView> present, String version, int number) {
    List<WorkerView> ofVersion = of(present, version);
    String worker = ofVersion.get(number).worker().id();
    return workers
        .ask(worker, Addresses.readPresets(worker), new ReadPresets())
        .thenApply(BuiltInPresets::categories)
        .handle(
            (categories, e) -> {
              if (e == null) {
                if (!categories.isEmpty()) {
                  known.put(version, categories);
                }
                return CompletableFuture.completedStage(new Shelf(version, categories));
              }
              return number + 1 < ofVersion.size()
                  ? ask(present, version, number + 1)
                  : CompletableFuture.<Shelf>failedStage(e);
            })
        .thenCompose(shelf -> shelf);
  }

  private CompletionStage<List<WorkerView>> present() {
    return all()
        .thenApply(
            all ->
                all.stream()
                    .filter(w -> w.state() != WorkerState.LOST && w.state() != WorkerState.LEFT)
                    .toList());
  }

  private CompletionStage<List<WorkerView>> all() {
    return scheduler
        .tell(List.of(), (core, now) -> core.on(new GetFarm(1)))
        .thenApply(farm -> farm.workers());
  }

  private static List<WorkerView> of(List<WorkerView> workers, String version) {
    return workers.stream().filter(worker -> version.equals(version(worker))).toList();
  }

  /** That of most of them, of several the one that is first in the roster; empty for nobody. */
  private static String version(List<WorkerView> workers) {
    Map<String, Long> counts =
        workers.stream()
            .collect(
                Collectors.groupingBy(
                    BuiltInShelf::version, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static String version(WorkerView worker) {
    return String.valueOf(worker.worker().capabilities().handBrakeVersion());
  }

  private static <T> CompletionStage<T> refused(Refusal refusal) {
    return CompletableFuture.failedFuture(new RefusedException(refusal));
  }
}
