package reelyard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import reelyard.message.WorkerView;
import reelyard.model.WorkerState;

/** Looks whether the manager answers, lets one in, and has the same time of day. */
final class FarmCheck {

  private static final long DIFFERENCE_SECONDS = 3;

  private final ManagerLink link;

  FarmCheck(ManagerLink link) {
    this.link = link;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    String name = link.address().toString();
    try {
      OptionalLong ahead = link.clock().aheadSeconds();
      findings.add(manager(name));
      ahead.ifPresent(seconds -> findings.add(clock(seconds)));
    } catch (CommandFailure e) {
      findings.add(
          e.exitStatus() == ExitStatus.USAGE
              ? Finding.bad(
                  "manager",
                  e.getMessage(),
                  "compare that SHA-256 with the manager's log; if it is the same, set the key"
                      + " managerCertificate to it")
              : Finding.warning(
                  "manager",
                  e.getMessage(),
                  "`./reelyard transcode` needs none; for a farm set the key manager to its address"));
    }
    return findings;
  }

  private Finding manager(String name) {
    try {
      List<WorkerView> workers = new ManagerClient(link).workers().workers();
      long ready = workers.stream().filter(view -> view.state() == WorkerState.READY).count();
      return workers.isEmpty()
          ? Finding.warning(
              "manager",
              name + " answers, and has no worker",
              "start one on each machine that shall work: ./reelyard run worker")
          : Finding.ok(
              "manager",
              "%s answers; workers: %d, ready: %d".formatted(name, workers.size(), ready));
    } catch (CommandFailure e) {
      return Finding.bad(
          "manager",
          e.getMessage(),
          e.exitStatus() == ExitStatus.DENIED
              ? "give this command a token that has not ended"
              : "look into the manager's log");
    }
  }

  static Finding clock(long aheadSeconds) {
    return Math.abs(aheadSeconds) <= DIFFERENCE_SECONDS
        ? Finding.ok("clock", "as the manager's")
        : Finding.warning(
            "clock",
            "%d s %s the manager's"
                .formatted(Math.abs(aheadSeconds), aheadSeconds > 0 ? "behind" : "ahead of"),
            "let both keep time (timedatectl set-ntp true): hours, tokens and certificates go by it");
  }
}
