package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.address.Request;
import reelyard.bus.RefusedException;
import reelyard.message.BuiltInPresets;
import reelyard.message.DropPreset;
import reelyard.message.GetPreset;
import reelyard.message.ImportPresets;
import reelyard.message.ImportedPresets;
import reelyard.message.OwnPreset;
import reelyard.message.PresetCategory;
import reelyard.message.PresetInfo;
import reelyard.message.PresetList;
import reelyard.message.PresetText;
import reelyard.message.PutPreset;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.model.Capabilities;
import reelyard.model.JobSpec;
import reelyard.model.LaneCounts;
import reelyard.model.WorkerInfo;

class PresetDeskTest {

  private static final SchedulerConfig CONFIG =
      new SchedulerConfig(12, 2, 10, 1_000, 3, 3, 60, 5_000, FarmInHand.NOWHERE);

  private final JobStoreInHand store = new JobStoreInHand();
  private final StoredScheduler scheduler =
      new StoredScheduler(
          store,
          epoch -> new Scheduler(CONFIG, epoch, () -> "job"),
          new FarmClock(() -> FarmInHand.SUNDAY_10, () -> 0),
          Runnable::run,
          new Nobody());
  private final Workers workers = new Workers();
  private final PresetDesk desk =
      new PresetDesk(scheduler, store, new BuiltInShelf(scheduler, workers), Runnable::run);

  private static final class Nobody implements StoredScheduler.Voice {
    @Override
    public <M> void say(Decision.Said<M> said) {}

    @Override
    public <Q> void order(Decision.Order<Q> order) {}
  }

  /** They have one preset, and tell when they are asked. */
  private static final class Workers implements WorkerPort {
    final List<String> asked = new ArrayList<>();
    String silent = "";

    @Override
    public <Q, A> CompletionStage<A> ask(String workerId, Request<Q, A> request, Q question) {
      asked.add(workerId);
      if (workerId.equals(silent)) {
        return CompletableFuture.failedFuture(
            new RefusedException(new Refusal(Refusal.UNAVAILABLE, "silent")));
      }
      Object answer =
          request.answer() == BuiltInPresets.class
              ? new BuiltInPresets(workerId, CATEGORIES)
              : new PresetText("Fast", true, 0, "fast", 0, "", "{}");
      return CompletableFuture.completedFuture(request.answer().cast(answer));
    }
  }

  private static final List<PresetCategory> CATEGORIES =
      List.of(new PresetCategory("General", List.of(new PresetInfo("Fast", "fast"))));

  @BeforeEach
  void begin() {
    get(scheduler.begin(why -> {}));
  }

  private void register(String worker, String version) {
    Capabilities found =
        new Capabilities(version, 50, List.of(), List.of(), List.of("Fast"), 1, 1, 1, true);
    WorkerInfo info =
        new WorkerInfo(worker, "i", "h", new LaneCounts(1, 1, 1), found, "UTC", null, null);
    get(
        scheduler.tell(
            List.of(), (core, now) -> core.on(new RegisterWorker(info, List.of()), now)));
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static String file(String... names) {
    List<String> presets = new ArrayList<>();
    for (String name : names) {
      presets.add("{\"PresetName\": \"" + name + "\"}");
    }
    return "{\"PresetList\": [" + String.join(", ", presets) + "], \"VersionMajor\": 50}";
  }

  @Test
  void lists_handbrakes_presets_once_asked_of_the_version_that_most_have() {
    assertThat(get(desk.list())).isEqualTo(new PresetList("", List.of(), List.of()));
    register("a", "1.5.0");
    register("b", "1.6.1");
    register("c", "1.6.1");
    workers.silent = "b";

    assertThat(get(desk.list())).isEqualTo(new PresetList("1.6.1", CATEGORIES, List.of()));
    assertThat(get(desk.list()).builtIn()).isEqualTo(CATEGORIES);
    assertThat(workers.asked).containsExactly("b", "c");
  }

  @Test
  void keeps_a_preset_and_its_changes_with_who_made_them() {
    get(desk.put(new PutPreset("Sofa", "soft", file("other"), "ann")));
    PresetText second = get(desk.put(new PutPreset("Sofa", null, file("x"), "bob")));

    assertThat(second.version()).isEqualTo(2);
    assertThat(second.json()).contains("\"PresetName\":\"Sofa\"");
    assertThat(get(desk.list()).own())
        .containsExactly(new OwnPreset("Sofa", "", 2, FarmInHand.SUNDAY_10, "bob"));
    assertThat(get(desk.get(new GetPreset("Sofa", 1))).description()).isEqualTo("soft");
  }

  @Test
  void refuses_a_name_that_is_built_into_handbrake_which_would_take_its_own() {
    register("a", "1.6.1");

    assertThatThrownBy(() -> get(desk.put(new PutPreset("Fast", null, file("x"), "ann"))))
        .hasCauseInstanceOf(RefusedException.class)
        .hasMessageContaining("Fast is built into HandBrake");
    ImportedPresets outcome =
        get(desk.take(new ImportPresets(file("Fast", "Sofa", "Sofa"), "ann")));
    assertThat(outcome.imported()).containsExactly("Sofa");
    assertThat(outcome.refused()).hasSize(2).extracting("name").containsExactly("Fast", "Sofa");
  }

  @Test
  void gives_jobs_the_text_of_the_own_preset_that_they_name() {
    get(desk.put(new PutPreset("Sofa", null, file("x"), "ann")));
    JobSpec own = JobSpec.of("/in", "/out", "Sofa", 1);
    JobSpec builtIn = JobSpec.of("/in", "/out", "Fast", 1);
    JobSpec brought = own.withPresetJson("{}");

    List<JobSpec> filled = get(desk.fill(List.of(own, builtIn, brought)));

    assertThat(filled.get(0).presetJson()).contains("\"PresetName\":\"Sofa\"");
    assertThat(filled.subList(1, 3)).containsExactly(builtIn, brought);
  }

  @Test
  void forgets_a_preset_and_refuses_to_forget_what_is_not_there() {
    get(desk.put(new PutPreset("Sofa", null, file("x"), "ann")));

    get(desk.drop(new DropPreset("Sofa")));

    assertThat(get(desk.list()).own()).isEmpty();
    assertThat(get(desk.fill(List.of(JobSpec.of("/in", "/out", "Sofa", 1)))).get(0).presetJson())
        .isNull();
    assertThatThrownBy(() -> get(desk.drop(new DropPreset("Sofa"))))
        .hasMessageContaining("there is no preset Sofa");
  }

  @Test
  void shows_a_built_in_preset_as_a_worker_exports_it() {
    assertThatThrownBy(() -> get(desk.get(new GetPreset("Fast", 0))))
        .hasMessageContaining("no worker is there");
    register("a", "1.6.1");

    assertThat(get(desk.get(new GetPreset("Fast", 0))).builtIn()).isTrue();
    assertThatThrownBy(() -> get(desk.get(new GetPreset("Fast", 3))))
        .hasMessageContaining("there is no preset Fast of version 3");
    assertThatThrownBy(() -> get(desk.get(new GetPreset("Nosuch", 0))))
        .hasMessageContaining("there is no preset Nosuch");
  }

  @Test
  void refuses_a_broken_file_by_its_field() {
    assertThatThrownBy(() -> get(desk.take(new ImportPresets("{}", "ann"))))
        .hasCauseInstanceOf(RefusedException.class)
        .hasMessageContaining("PresetList: is missing");
  }
}
