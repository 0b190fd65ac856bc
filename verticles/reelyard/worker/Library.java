package reelyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reelyard.bus.RefusedException;
import reelyard.message.AttemptId;
import reelyard.message.BuiltInPresets;
import reelyard.message.GetPreset;
import reelyard.message.LogPart;
import reelyard.message.PresetCategory;
import reelyard.message.PresetInfo;
import reelyard.message.PresetText;
import reelyard.message.ReadLog;
import reelyard.message.Refusal;

/** What people read at a worker: the logs of its attempts, and its HandBrake's own presets. */
final class Library {

  private static final int MOST_TEXTS = 500;

  private final Equipment equipment;
  private final LogReader logs;

  /** Of the HandBrakeCLI that was here when they were asked for; another one has others. */
  private final Map<String, CompletionStage<String>> answers = new LinkedHashMap<>();

  private String program = "";

  Library(Equipment equipment) {
    this.equipment = equipment;
    this.logs = new LogReader(equipment.workerId(), equipment.logs());
  }

  /** A part of a log; fails with {@link RefusedException} when there is none. */
  CompletionStage<LogPart> log(ReadLog asked, Workshop workshop) {
    if (asked.attempt() == 0) {
      return refused(Refusal.badMessage("attempt must be 1 or more, not 0"));
    }
    boolean live = workshop.holds(new AttemptId(asked.jobId(), asked.attempt()));
    return CompletableFuture.supplyAsync(() -> logs.read(asked, live), equipment.blocking());
  }

  /** All presets of this machine's HandBrake, by category. */
  CompletionStage<BuiltInPresets> presets() {
    return categories()
        .thenApply(categories -> new BuiltInPresets(equipment.workerId(), categories));
  }

  /** One of them; fails with {@link RefusedException} when there is none of that name. */
  CompletionStage<PresetText> preset(GetPreset asked) {
    return categories()
        .thenCompose(
            categories ->
                categories.stream()
                    .flatMap(category -> category.presets().stream())
                    .filter(preset -> preset.name().equals(asked.name()))
                    .findFirst()
                    .map(this::text)
                    .orElseGet(() -> refused(Refusal.notFound(unknown(asked.name(), categories)))));
  }

  private CompletionStage<List<PresetCategory>> categories() {
    return answer("--preset-list", () -> HandBrakeCli.presetList(equipment.config()))
        .thenApply(PresetListing::read);
  }

  private CompletionStage<PresetText> text(PresetInfo preset) {
    return answer(preset.name(), () -> HandBrakeCli.exported(equipment.config(), preset.name()))
        .thenCompose(
            json ->
                json.isBlank()
                    ? refused(
                        new Refusal(
                            Refusal.UNAVAILABLE,
                            "HandBrakeCLI of worker %s did not export %s: try HandBrakeCLI --preset-export there"
                                .formatted(equipment.workerId(), preset.name())))
                    : CompletableFuture.completedFuture(
                        new PresetText(preset.name(), true, 0, preset.description(), 0, "", json)));
  }

  private String unknown(String name, List<PresetCategory> categories) {
    List<String> names =
        categories.stream()
            .flatMap(category -> category.presets().stream())
            .map(PresetInfo::name)
            .toList();
    return "there is no preset %s; nearest are %s"
        .formatted(name, String.join(", ", PresetNames.nearest(name, names)));
  }

  private interface Question {
    CompletionStage<String> ask();
  }

  /** Each is asked once of each HandBrakeCLI, but for those that it did not answer. */
  private CompletionStage<String> answer(String name, Question question) {
    return CompletableFuture.supplyAsync(this::programNow, equipment.blocking())
        .thenComposeAsync(
            now -> {
              if (!now.equals(program) || answers.size() >= MOST_TEXTS) {
                answers.clear();
                program = now;
              }
              return answers.computeIfAbsent(
                  name,
                  key ->
                      question
                          .ask()
                          .whenCompleteAsync(
                              (text, e) -> {
                                if (e != null || text.isBlank()) {
                                  answers.remove(key);
                                }
                              },
                              equipment.events()));
            },
            equipment.events());
  }

  /** Changes when another HandBrakeCLI is installed. */
  private String programNow() {
    Optional<Path> path = Programs.find(equipment.config().handbrake());
    if (path.isEmpty()) {
      return "";
    }
    try {
      return path.get()
          + " "
          + Files.getLastModifiedTime(path.get())
          + " "
          + Files.size(path.get());
    } catch (IOException e) {
      return "";
    }
  }

  private static <T> CompletionStage<T> refused(Refusal refusal) {
    return CompletableFuture.failedFuture(new RefusedException(refusal));
  }
}
