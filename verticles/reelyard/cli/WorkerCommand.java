package reelyard.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reelyard.message.ControlWorkers;
import reelyard.message.WorkerView;
import reelyard.model.WeekSchedule;
import reelyard.model.WhenClosed;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;

/** Orders workers about. */
@Command(
    name = "worker",
    description = "Show a worker, or tell workers or the whole farm what to do.",
    customSynopsis =
        "reelyard worker NAME%n"
            + "       reelyard worker (NAME... | --all) (pause | drain) [--for SPAN | --minutes N]%n"
            + "       reelyard worker (NAME... | --all) (resume | retire | test)%n"
            + "       reelyard worker (NAME... | --all) schedule [--hours HOURS | --masks MASKS]%n"
            + "         [--when-closed finish|pause|give-back] [--zone ZONE]%n"
            + "       reelyard worker (NAME... | --all) share N",
    footer = {
      "",
      "pause: takes nothing, and what runs pauses      drain: finishes what runs, takes no more",
      "resume: ends both                               retire: drains, then leaves the farm",
      "test: finds its capabilities anew and encodes a tiny clip",
      "schedule: when it may work; without options, shows it",
      "share: how many jobs of one user it runs at a time, 0 for no limit",
      "",
      "With --json, each worker that is meant is printed as it is afterwards, one a line.",
      "With --all, pause, drain and resume are orders to the farm, also for workers yet to come."
    })
final class WorkerCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME... ORDER",
      completionCandidates = Choices.Orders.class,
      description = "Workers, and an order.")
  private List<String> words = List.of();

  @Option(names = "--all", description = "The whole farm, instead of names.")
  private boolean all;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long pause or drain lasts; until `resume` if not given.")
  private Integer minutes;

  @Option(names = "--for", paramLabel = "SPAN", description = "The same, such as 30m, 2h or 1d.")
  private String span;

  @Option(
      names = "--hours",
      paramLabel = "HOURS",
      description = "Such as \"mon-fri 18-8, sat-sun 0-24\", always or never.")
  private String hours;

  @Option(
      names = "--masks",
      paramLabel = "MASKS",
      description =
          "The same as seven masks of 24 bits, Sunday first, with commas; 00:00 is the highest"
              + " bit, 1 = may work.")
  private String masks;

  @Option(
      names = "--when-closed",
      paramLabel = "finish|pause|give-back",
      completionCandidates = Choices.WhenClosed.class,
      description = "What becomes of running jobs when an hour closes.")
  private String whenClosed;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The hours' time zone, such as Europe/Berlin; own for the worker's own.")
  private String zone;

  @Override
  public Integer call() throws CommandFailure {
    WorkerOrder order = WorkerOrder.read(words, all);
    WorkerSettingsChange change = change(order);
    int wanted = minutes(order);
    ManagerClient client = manager.client(System.getenv());
    switch (order.verb()) {
      case SHOW -> show(client, order);
      case PAUSE -> control(client, order, WorkerControl.PAUSE, wanted);
      case DRAIN -> control(client, order, WorkerControl.DRAIN, wanted);
      case RESUME -> control(client, order, WorkerControl.RUN, 0);
      case RETIRE -> control(client, order, WorkerControl.RETIRE, 0);
      case TEST -> test(client, order);
      case SCHEDULE, SHARE -> set(client, order, change);
    }
    if (json.isOn() && order.verb() != WorkerOrder.Verb.SHOW) {
      show(client, order);
    }
    return ExitStatus.COMPLETE;
  }

  private int minutes(WorkerOrder order) throws CommandFailure {
    if (minutes == null && span == null) {
      return 0;
    }
    if (minutes != null && span != null) {
      throw CommandFailure.usage("--minutes and --for exclude each other: leave one out");
    }
    if (order.verb() != WorkerOrder.Verb.PAUSE && order.verb() != WorkerOrder.Verb.DRAIN) {
      throw CommandFailure.usage("--minutes and --for go with pause and drain only");
    }
    Duration length = minutes != null ? Duration.ofMinutes(minutes) : Times.span("--for", span);
    if (length.toMinutes() < 1 || length.toDays() > 31) {
      throw CommandFailure.usage(
          (span == null ? "--minutes" : "--for") + " must be 1 minute to 31 days");
    }
    return (int) length.toMinutes();
  }

  private WorkerSettingsChange change(WorkerOrder order) throws CommandFailure {
    boolean given = hours != null || masks != null || whenClosed != null || zone != null;
    if (given && order.verb() != WorkerOrder.Verb.SCHEDULE) {
      throw CommandFailure.usage(
          "--hours, --masks, --when-closed and --zone go with schedule only");
    }
    if (hours != null && masks != null) {
      throw CommandFailure.usage("--hours and --masks exclude each other: leave one out");
    }
    try {
      WeekSchedule schedule =
          hours != null ? WeekText.parse(hours) : masks != null ? WeekText.masks(masks) : null;
      return new WorkerSettingsChange(schedule, closing(), zone, order.share());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage());
    }
  }

  private WhenClosed closing() throws CommandFailure {
    if (whenClosed == null) {
      return null;
    }
    return switch (whenClosed.toLowerCase(Locale.ROOT)) {
      case "finish" -> WhenClosed.FINISH;
      case "pause" -> WhenClosed.PAUSE;
      case "give-back" -> WhenClosed.GIVE_BACK;
      default ->
          throw CommandFailure.usage(
              "--when-closed must be finish, pause or give-back, not " + whenClosed);
    };
  }

  private void show(ManagerClient client, WorkerOrder order) throws CommandFailure {
    for (WorkerView view : known(client, order)) {
      if (!json.print(view)) {
        WorkerWords.facts(view, ZoneId.systemDefault()).forEach(System.out::println);
      }
    }
  }

  private void control(ManagerClient client, WorkerOrder order, WorkerControl control, int minutes)
      throws CommandFailure {
    List<String> names = order.names();
    if (control == WorkerControl.RETIRE && names.isEmpty()) {
      // The farm stays; those that are in it now leave.
      names = known(client, order).stream().map(view -> view.worker().id()).toList();
    }
    if (control != WorkerControl.RETIRE || !names.isEmpty()) {
      client.control(new ControlWorkers(names, control, minutes));
    }
    say(
        order.verb().name().toLowerCase(Locale.ROOT)
            + ": "
            + (order.names().isEmpty()
                ? "the whole farm"
                : Words.printable(String.join(", ", names)))
            + (minutes > 0 ? " for " + minutes + " minutes" : ""));
  }

  private void test(ManagerClient client, WorkerOrder order) throws CommandFailure {
    for (WorkerView view : known(client, order)) {
      client.test(view.worker().id());
      say("test: " + view.worker().id() + "; `reelyard workers` shows how it ends");
    }
  }

  private void set(ManagerClient client, WorkerOrder order, WorkerSettingsChange change)
      throws CommandFailure {
    for (WorkerView view : known(client, order)) {
      String name = view.worker().id();
      WorkerSettings settings = change.of(WorkerWords.settings(view));
      if (change.any()) {
        client.set(name, settings);
      }
      say(
          name
              + ": "
              + (order.verb() == WorkerOrder.Verb.SHARE
                  ? "share " + settings.share()
                  : WorkerWords.schedule(change.shown(view))));
    }
  }

  /** Programs get the workers as they are afterwards. */
  private void say(String words) {
    if (!json.isOn()) {
      System.out.println(words);
    }
  }

  /** The workers that are meant, all known before the first is told anything. */
  private static List<WorkerView> known(ManagerClient client, WorkerOrder order)
      throws CommandFailure {
    List<WorkerView> workers = client.workers().workers();
    for (String name : order.names()) {
      if (workers.stream().noneMatch(view -> view.worker().id().equals(name))) {
        throw new CommandFailure(
            ExitStatus.FAILED,
            "there is no worker " + name + ": `reelyard workers` lists those of the farm");
      }
    }
    return workers.stream()
        .filter(view -> order.names().isEmpty() || order.names().contains(view.worker().id()))
        .toList();
  }
}
