package reelyard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reelyard.node.BadConfigException;
import reelyard.node.FarmConfig;
import reelyard.node.Machine;

/** Looks whether this machine has what Reelyard needs. */
@Command(
    name = "doctor",
    description = {
      "Look whether this machine has what Reelyard needs, and say what to do where it has not:",
      "programs, encoders, room, ports, the other machines of the farm, clock, configuration."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing is bad; warnings tell what may matter",
      "1:something is bad",
      "2:the command line is wrong"
    })
final class DoctorCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  /** What is printed for programs. */
  record Report(List<Finding> findings) {}

  @Override
  public Integer call() throws CommandFailure {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> environment = System.getenv();
    FarmConfig config = config(environment, findings);
    Machine machine = config.machine();
    findings.addAll(
        new ProgramCheck(machine.programs(), environment.getOrDefault("PATH", "")).findings());
    findings.addAll(new PlaceCheck(machine).findings());
    findings.addAll(new DoorCheck(machine, DoctorCommand::isManager).findings());
    findings.addAll(new AccessCheck(config).findings());
    findings.addAll(farm(environment));
    boolean bad = findings.stream().anyMatch(each -> each.grade() == Finding.Grade.BAD);
    if (!json.print(new Report(findings))) {
      print(findings);
    }
    return bad ? ExitStatus.FAILED : ExitStatus.COMPLETE;
  }

  /**
   * The defaults, when it cannot be read: the rest of the machine can be looked at all the same.
   */
  private FarmConfig config(Map<String, String> environment, List<Finding> findings)
      throws CommandFailure {
    try {
      FarmConfig config = manager.config(environment);
      findings.add(Finding.ok("configuration", "can be read"));
      return config;
    } catch (CommandFailure e) {
      findings.add(
          Finding.bad(
              "configuration",
              e.getMessage(),
              "mend it; what follows is about the defaults (config/reelyard.yaml explains each key)"));
      try {
        return FarmConfig.load(null, Map.of());
      } catch (BadConfigException impossible) {
        throw CommandFailure.usage(impossible.getMessage());
      }
    }
  }

  private List<Finding> farm(Map<String, String> environment) {
    try {
      return new FarmCheck(manager.link(environment)).findings();
    } catch (CommandFailure e) {
      return List.of(Finding.bad("manager", e.getMessage(), "mend that first"));
    }
  }

  static boolean isManager(Machine.Door door) {
    String host = door.host().contains(":") ? "[" + door.host() + "]" : door.host();
    for (String scheme : List.of("http://", "https://")) {
      try {
        ManagerLink.toAnybody(scheme + host + ":" + door.port()).clock();
        return true;
      } catch (CommandFailure e) {
        // Not so, then.
      }
    }
    return false;
  }

  private static void print(List<Finding> findings) {
    int widest = findings.stream().mapToInt(each -> each.subject().length()).max().orElse(0);
    boolean colours = Paper.out().colours();
    for (Finding each : findings) {
      String grade = Words.left(each.grade().name().toLowerCase(Locale.ROOT), 7);
      System.out.println(
          (colours ? Colours.cell(grade) : grade)
              + "  "
              + Words.left(each.subject(), widest)
              + "  "
              + Words.printable(each.found()));
      if (!each.remedy().isEmpty()) {
        System.out.println(" ".repeat(11 + widest) + "-> " + Words.printable(each.remedy()));
      }
    }
  }
}
