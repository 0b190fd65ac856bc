package reelyard.worker;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one input on their way here, over as many connections and doors as it takes; proven
 * by their blocks' hashes at the end.
 */
final class Arrivals {

  static final int ROUNDS = 3;
  private static final int MOST_SHOWN = 5;

  private final List<Incoming> files;

  Arrivals(Manifest manifest) {
    files =
        manifest.targets().entrySet().stream()
            .map(
                entry ->
                    new Incoming(entry.getKey().path(), entry.getKey().bytes(), entry.getValue()))
            .toList();
  }

  /**
   * Fetches what is missing, and fetches again what staging has otherwise.
   *
   * @param theirs null to prove nothing
   * @throws UnprovenException when it stays different
   */
  void fetch(DoorClient client, FtpDoor door, TheirHashes theirs, TransferMeter meter)
      throws IOException {
    Map<Incoming, Comparison> asked = new LinkedHashMap<>();
    long before = 0;
    for (Incoming file : files) {
      boolean more = file != files.get(files.size() - 1);
      file.fetch(client, door.path(file.path()), meter, before, more);
      before += file.bytes();
      if (theirs != null && !file.proven()) {
        asked.put(file, compare(file, theirs));
      }
    }
    for (Map.Entry<Incoming, Comparison> file : asked.entrySet()) {
      prove(file.getKey(), file.getValue(), client, door, theirs, meter);
    }
  }

  private static Comparison compare(Incoming file, TheirHashes theirs) throws IOException {
    return Comparison.whole("input/" + file.path(), file.bytes(), theirs);
  }

  private static void prove(
      Incoming file,
      Comparison first,
      DoorClient client,
      FtpDoor door,
      TheirHashes theirs,
      TransferMeter meter)
      throws IOException {
    List<Long> wrong = first.differing(file.hashes(), meter);
    for (int round = 0; !wrong.isEmpty(); round++) {
      if (round == ROUNDS) {
        throw new UnprovenException(
            "%s is another here than at staging in %d of its blocks (%s ...), however often they"
                    .formatted(
                        file.path(),
                        wrong.size(),
                        wrong.subList(0, Math.min(MOST_SHOWN, wrong.size())))
                + " are fetched");
      }
      for (long block : wrong) {
        file.mend(client, door.path(file.path()), block, meter);
      }
      wrong = compare(file, theirs).differing(file.hashes(), meter);
    }
    file.prove();
  }
}
