package reelyard.staging;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;

/** The doors, and those who serve at them, put together. */
final class Hall {

  private final Doors doors = new Doors();
  private final Handouts handouts;
  private final Returns returns;
  private final Endings endings;
  private final Inspection inspection;
  private final Reservations reservations;

  Hall(
      StagingConfig config,
      UndoHouse undoHouse,
      Replacements replacements,
      PartJournal journal,
      RoomLedger ledger,
      Executor syncing) {
    Clock clock = Clock.systemUTC();
    Disks disks = Disks.real();
    Roots roots = new Roots(config.roots());
    Sources sources = new Sources(roots);
    Targets targets = new Targets(roots);
    Replaceable replaceable = new Replaceable(targets, undoHouse);
    Landings landings = new Landings(sources, targets, replaceable);
    Rooms rooms = new Rooms(journal, disks);
    ledger.results(rooms::needs);
    Grounds grounds = new Grounds(config.roots().stream().map(Path::of).toList(), disks);
    inspection = new Inspection(config.name(), sources, targets, replaceable, grounds);
    reservations = new Reservations(disks, clock::millis, rooms, grounds, ledger);
    handouts = new Handouts(doors, sources, landings, reservations, replacements);
    returns =
        new Returns(
            doors,
            sources,
            landings,
            reservations,
            journal,
            new Placement(),
            new Appearance(config.results()),
            replacements,
            syncing);
    endings =
        new Endings(doors, rooms, replacements, new Leftovers(journal, doors::takesBack, clock));
  }

  Doors doors() {
    return doors;
  }

  Handouts handouts() {
    return handouts;
  }

  Returns returns() {
    return returns;
  }

  Endings endings() {
    return endings;
  }

  Inspection inspection() {
    return inspection;
  }

  Reservations reservations() {
    return reservations;
  }
}
