package reelyard.web;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.JobView;
import reelyard.message.WorkerView;
import reelyard.model.LaneCounts;
import reelyard.model.Progress;
import reelyard.model.Stage;
import reelyard.model.WorkerState;

/** The farm in numbers, as Prometheus reads them. */
final class FarmMeters {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Runnable> forgets = new ArrayList<>();

  private final MultiGauge scheduler = gauge("scheduler.up", "Whether a scheduler answers.");
  private final MultiGauge jobs = gauge("jobs", "Jobs by state; suspended are counted twice.");
  private final MultiGauge eta = gauge("eta.seconds", "To the end of all jobs; -1 unknown.");
  private final MultiGauge stages = gauge("running.jobs", "Running jobs by stage.");
  private final MultiGauge speeds = gauge("speed", "Sum of what running jobs do, by stage.");
  private final MultiGauge lanes = gauge("lanes", "Lanes of the workers that take jobs.");
  private final MultiGauge states = gauge("workers", "Workers by state.");
  private final MultiGauge workers = gauge("worker.state", "1 for the state a worker is in.");
  private final MultiGauge running = gauge("worker.running.jobs", "Live attempts of a worker.");
  private final MultiGauge queues = gauge("worker.queue.jobs", "Jobs that wait at a worker.");
  private final MultiGauge free = gauge("worker.free.bytes", "In its scratch; -1 unknown.");

  /**
   * All of it as text.
   *
   * @param farm null when nobody told
   */
  synchronized String scrape(FarmView farm) {
    forgets.forEach(Runnable::run);
    put(scheduler, Row.of(Tags.empty(), farm == null ? 0 : 1));
    if (farm != null) {
      put(farm.summary());
      putRunning(farm.jobs());
      putWorkers(farm.workers());
    }
    return registry.scrape();
  }

  private void put(FarmSummary summary) {
    put(
        jobs,
        row("state", "queued", summary.queued()),
        row("state", "running", summary.running()),
        row("state", "suspended", summary.suspended()),
        row("state", "complete", summary.complete()),
        row("state", "failed", summary.failed()),
        row("state", "stopped", summary.stopped()),
        row("state", "archived", summary.archived()));
    put(eta, Row.of(Tags.empty(), summary.etaSeconds()));
  }

  private void putRunning(List<JobView> views) {
    List<Progress> live = views.stream().map(JobView::progress).filter(Objects::nonNull).toList();
    put(stages, working().map(stage -> row("stage", word(stage), count(live, stage))));
    put(
        speeds,
        working()
            .map(
                stage ->
                    Row.of(
                        Tags.of(
                            "stage",
                            word(stage),
                            "unit",
                            stage == Stage.TRANSCODING ? "fps" : "MB/s"),
                        live.stream()
                            .filter(progress -> progress.stage() == stage)
                            .mapToDouble(Progress::speed)
                            .sum())));
  }

  private void putWorkers(List<WorkerView> views) {
    Map<WorkerState, Integer> counts = new EnumMap<>(WorkerState.class);
    for (WorkerState state : WorkerState.values()) {
      counts.put(state, 0);
    }
    views.forEach(view -> counts.merge(view.state(), 1, Integer::sum));
    put(
        states,
        counts.keySet().stream().map(state -> row("state", word(state), counts.get(state))));
    List<LaneCounts> ready =
        views.stream()
            .filter(view -> view.state() == WorkerState.READY)
            .map(view -> view.worker().lanes())
            .toList();
    put(
        lanes,
        row("lane", "fetch", ready.stream().mapToInt(LaneCounts::fetch).sum()),
        row("lane", "transcode", ready.stream().mapToInt(LaneCounts::transcode).sum()),
        row("lane", "return", ready.stream().mapToInt(LaneCounts::giveBack).sum()));
    put(
        workers,
        views.stream()
            .map(view -> Row.of(Tags.of("worker", id(view), "state", word(view.state())), 1)));
    put(running, views.stream().map(view -> row("worker", id(view), view.running().size())));
    put(queues, views.stream().map(view -> row("worker", id(view), view.queue().size())));
    put(free, views.stream().map(view -> row("worker", id(view), view.freeBytes())));
  }

  private static long count(List<Progress> live, Stage stage) {
    return live.stream().filter(progress -> progress.stage() == stage).count();
  }

  private static Stream<Stage> working() {
    return Stream.of(Stage.FETCHING, Stage.TRANSCODING, Stage.RETURNING);
  }

  private MultiGauge gauge(String name, String description) {
    MultiGauge gauge =
        MultiGauge.builder("reelyard." + name).description(description).register(registry);
    forgets.add(() -> gauge.register(List.of(), true));
    return gauge;
  }

  private static void put(MultiGauge gauge, Row<?>... rows) {
    gauge.register(List.of(rows), true);
  }

  private static void put(MultiGauge gauge, Stream<Row<Number>> rows) {
    gauge.register(rows.toList(), true);
  }

  private static Row<Number> row(String tag, String value, Number number) {
    return Row.of(Tags.of(tag, value), number);
  }

  private static String id(WorkerView view) {
    return view.worker().id();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
