package reelyard.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import reelyard.message.WorkerView;
import reelyard.model.Capabilities;
import reelyard.model.FarmSettings;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;

/** Workers in words. */
final class WorkerWords {

  private WorkerWords() {}

  /** What people ordered of the whole farm, if anything. */
  static Optional<String> farm(FarmSettings settings, ZoneId zone) {
    return settings == null || settings.control() == WorkerControl.RUN
        ? Optional.empty()
        : Optional.of(
            "the whole farm: "
                + settings.control().name().toLowerCase(Locale.ROOT)
                + until(settings.untilMillis(), zone));
  }

  static TextTable table(List<WorkerView> workers, ZoneId zone) {
    TextTable table =
        new TextTable(
            "ID",
            "STATE",
            "HOST",
            "CORES",
            "HANDBRAKE",
            "HOURS",
            "FREE",
            "RUNNING",
            "QUEUE",
            "NOTE");
    for (WorkerView view : workers) {
      Capabilities can = view.worker().capabilities();
      table.row(
          Words.printable(view.worker().id()),
          view.state().name().toLowerCase(Locale.ROOT) + until(view.untilMillis(), zone),
          text(view.worker().host()),
          String.valueOf(can.cores()),
          text(can.handBrakeVersion()),
          WeekText.of(settings(view).schedule()),
          view.freeBytes() < 0 ? "" : Words.bytes(view.freeBytes()),
          ids(view.running()),
          ids(view.queue()),
          text(view.note()));
    }
    return table;
  }

  /** All that is known of one worker, a line each. */
  static List<String> facts(WorkerView view, ZoneId zone) {
    Capabilities can = view.worker().capabilities();
    WorkerSettings settings = settings(view);
    List<String> lines = new ArrayList<>();
    lines.add(
        "worker " + Words.printable(view.worker().id()) + " at " + text(view.worker().host()));
    String note = text(view.note());
    lines.add(
        "  state: "
            + view.state().name().toLowerCase(Locale.ROOT)
            + until(view.untilMillis(), zone)
            + (note.isEmpty() ? "" : ", " + note));
    lines.add("  may work: " + schedule(view));
    lines.add(
        "  share: "
            + (settings.share() == 0
                ? "no limit"
                : settings.share() + " jobs of one user at a time"));
    lines.add("  pools: " + list(view.worker().pools(), "any"));
    lines.add("  tags: " + list(view.worker().tags(), "none"));
    lines.add(
        "  machine: %d cores, %s of memory, %s free in scratch"
            .formatted(
                can.cores(),
                Words.bytes(can.memoryBytes()),
                view.freeBytes() < 0 ? "unknown" : Words.bytes(view.freeBytes())));
    lines.add("  HandBrake " + text(can.handBrakeVersion()) + ": " + list(can.encoders(), "?"));
    can.proofs().stream()
        .filter(proof -> !proof.works())
        .forEach(proof -> lines.add("  not " + text(proof.encoder()) + ": " + text(proof.words())));
    lines.add("  capabilities found " + Times.shown(can.foundMillis(), zone));
    return lines;
  }

  /** When a worker may work. */
  static String schedule(WorkerView view) {
    WorkerSettings settings = settings(view);
    return WeekText.of(settings.schedule())
        + " ("
        + text(settings.zone() == null ? view.worker().zone() : settings.zone())
        + "); jobs that run when an hour closes "
        + switch (settings.whenClosed()) {
          case FINISH -> "finish";
          case PAUSE -> "pause";
          case GIVE_BACK -> "are given back";
        };
  }

  /** What people set for it. */
  static WorkerSettings settings(WorkerView view) {
    return view.settings() == null ? WorkerSettings.DEFAULT : view.settings();
  }

  private static String until(long millis, ZoneId zone) {
    return millis <= 0 ? "" : " until " + Times.shown(millis, zone);
  }

  private static String list(List<String> words, String none) {
    return words.isEmpty() ? none : Words.printable(String.join(", ", words));
  }

  private static String text(String text) {
    return text == null ? "" : Words.printable(text);
  }

  private static String ids(List<String> ids) {
    return ids == null || ids.isEmpty() ? "-" : Words.printable(String.join(",", ids));
  }
}
