package reelyard.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.DropPreset;
import reelyard.message.GetPreset;
import reelyard.message.ImportPresets;
import reelyard.message.ImportedPresets;
import reelyard.message.OwnPreset;
import reelyard.message.PresetList;
import reelyard.message.PresetText;
import reelyard.message.PutPreset;
import reelyard.message.Refusal;
import reelyard.message.RefusedPreset;
import reelyard.model.JobSpec;
import reelyard.scheduler.preset.BadPresetException;
import reelyard.scheduler.preset.PresetFile;
import reelyard.scheduler.store.Change;
import reelyard.scheduler.store.JobStore;

/** Keeps presets of people's own beside HandBrake's, and gives them to jobs that name them. */
final class PresetDesk {

  private static final int MOST = 1000;

  private final StoredScheduler scheduler;
  private final JobStore store;
  private final BuiltInShelf builtIn;
  private final Executor blocking;

  /** Names of people's own, while nobody changed them since they were read. */
  private volatile CompletionStage<Set<String>> names;

  /**
   * @param blocking runs what takes long
   */
  PresetDesk(StoredScheduler scheduler, JobStore store, BuiltInShelf builtIn, Executor blocking) {
    this.scheduler = scheduler;
    this.store = store;
    this.builtIn = builtIn;
    this.blocking = blocking;
  }

  CompletionStage<PresetList> list() {
    return builtIn
        .list()
        .thenCombine(
            store.presets(),
            (shelf, own) -> new PresetList(shelf.version(), shelf.categories(), own));
  }

  /** One of people's own, or else of HandBrake's. */
  CompletionStage<PresetText> get(GetPreset asked) {
    return store
        .preset(asked)
        .thenCompose(
            own ->
                own.isPresent()
                    ? CompletableFuture.completedFuture(own.get())
                    : asked.version() > 0
                        ? refused(unknown(asked.name() + " of version " + asked.version()))
                        : builtIn.text(asked));
  }

  /** A new preset, or a new version of it. */
  CompletionStage<PresetText> put(PutPreset message) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return PresetFile.one(message.json(), message.name(), message.description());
              } catch (BadPresetException e) {
                throw new RefusedException(Refusal.badMessage(e.getMessage()));
              }
            },
            blocking)
        .thenCompose(preset -> keep(List.of(preset), message.user()))
        .thenCompose(
            outcome ->
                outcome.refused().isEmpty()
                    ? get(new GetPreset(message.name(), 0))
                    : refused(Refusal.conflict(outcome.refused().get(0).reason())));
  }

  /** All of a file. */
  CompletionStage<ImportedPresets> take(ImportPresets message) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return PresetFile.read(message.json());
              } catch (BadPresetException e) {
                throw new RefusedException(Refusal.badMessage(e.getMessage()));
              }
            },
            blocking)
        .thenCompose(
            file ->
                keep(file.presets(), message.user()).thenApply(kept -> with(file.refused(), kept)));
  }

  private static ImportedPresets with(List<RefusedPreset> broken, ImportedPresets kept) {
    List<RefusedPreset> all = new ArrayList<>(broken);
    all.addAll(kept.refused());
    return new ImportedPresets(kept.imported(), all);
  }

  /** Jobs that were submitted with it keep its text. */
  CompletionStage<Ack> drop(DropPreset message) {
    return names()
        .thenCompose(
            known ->
                known.contains(message.name())
                    ? save(List.of(new Change.DropPreset(message.name())))
                    : refused(unknown(message.name())));
  }

  /** Jobs that name a preset of people's own, and bring no text, bring its latest. */
  CompletionStage<List<JobSpec>> fill(List<JobSpec> jobs) {
    return names()
        .thenCompose(
            known -> {
              Set<String> wanted =
                  jobs.stream()
                      .filter(spec -> spec.presetJson() == null && known.contains(spec.preset()))
                      .map(JobSpec::preset)
                      .collect(Collectors.toSet());
              return wanted.isEmpty()
                  ? CompletableFuture.completedFuture(jobs)
                  : texts(wanted).thenApply(texts -> filled(jobs, texts));
            });
  }

  private static List<JobSpec> filled(List<JobSpec> jobs, Map<String, String> texts) {
    return jobs.stream()
        .map(
            spec ->
                spec.presetJson() == null && texts.containsKey(spec.preset())
                    ? spec.withPresetJson(texts.get(spec.preset()))
                    : spec)
        .toList();
  }

  private CompletionStage<Map<String, String>> texts(Set<String> wanted) {
    CompletionStage<Map<String, String>> all = CompletableFuture.completedFuture(new HashMap<>());
    for (String name : wanted) {
      all =
          all.thenCombine(
              store.preset(new GetPreset(name, 0)),
              (texts, found) -> {
                found.ifPresent(preset -> texts.put(name, preset.json()));
                return texts;
              });
    }
    return all;
  }

  private CompletionStage<ImportedPresets> keep(List<PresetFile.Preset> presets, String user) {
    return builtIn
        .names()
        .thenCombine(names(), (theirs, ours) -> plan(presets, user, theirs, ours))
        .thenCompose(
            plan ->
                plan.changes.isEmpty()
                    ? CompletableFuture.completedFuture(plan.outcome)
                    : save(plan.changes).thenApply(saved -> plan.outcome));
  }

  private record Plan(List<Change> changes, ImportedPresets outcome) {}

  private static Plan plan(
      List<PresetFile.Preset> presets, String user, Set<String> builtIn, Set<String> own) {
    List<Change> changes = new ArrayList<>();
    Set<String> all = new HashSet<>(own);
    List<String> imported = new ArrayList<>();
    List<RefusedPreset> refused = new ArrayList<>();
    for (PresetFile.Preset preset : presets) {
      Optional<String> no = whyNot(preset.name(), builtIn, all, imported);
      if (no.isPresent()) {
        refused.add(new RefusedPreset(preset.name(), no.get()));
      } else {
        all.add(preset.name());
        imported.add(preset.name());
        changes.add(
            new Change.AddPreset(
                new PresetText(
                    preset.name(), false, 0, preset.description(), 0, user, preset.json())));
      }
    }
    return new Plan(changes, new ImportedPresets(imported, refused));
  }

  private static Optional<String> whyNot(
      String name, Set<String> builtIn, Set<String> own, List<String> imported) {
    if (builtIn.contains(name)) {
      // Where both have the name, HandBrakeCLI takes its own without a word.
      return Optional.of(
          "name: %s is built into HandBrake, which would take its own: choose another name"
              .formatted(name));
    }
    if (imported.contains(name)) {
      return Optional.of("name: stands twice in this file; the first was taken");
    }
    if (!own.contains(name) && own.size() >= MOST) {
      return Optional.of(
          "name: the farm keeps %d presets of its own already: delete some".formatted(MOST));
    }
    return Optional.empty();
  }

  private CompletionStage<Ack> save(List<Change> changes) {
    return scheduler
        .tell(List.of(), (core, now) -> decide(changes, now))
        .whenComplete((saved, e) -> names = null);
  }

  /** Nothing that the core knows changes. */
  private static Decision<Ack> decide(List<Change> changes, long now) {
    List<Change> timed = new ArrayList<>();
    for (Change change : changes) {
      timed.add(change instanceof Change.AddPreset add ? at(add.preset(), now) : change);
    }
    return new Decision<>(timed, List.of(), List.of(), List.of(), new Ack(), null);
  }

  private static Change at(PresetText p, long now) {
    return new Change.AddPreset(
        new PresetText(p.name(), false, 0, p.description(), now, p.user(), p.json()));
  }

  private CompletionStage<Set<String>> names() {
    CompletionStage<Set<String>> known = names;
    if (known == null) {
      known =
          store
              .presets()
              .thenApply(all -> all.stream().map(OwnPreset::name).collect(Collectors.toSet()));
      names = known;
      known.whenComplete(
          (read, e) -> {
            if (e != null) {
              names = null;
            }
          });
    }
    return known;
  }

  private static Refusal unknown(String name) {
    return Refusal.notFound("there is no preset " + name);
  }

  private static <T> CompletionStage<T> refused(Refusal refusal) {
    return CompletableFuture.failedFuture(new RefusedException(refusal));
  }
}
