package reelyard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reelyard.node.Machine;

/** Looks whether the folders that Reelyard writes to can be written to, and have room. */
final class PlaceCheck {

  private final Machine machine;

  PlaceCheck(Machine machine) {
    this.machine = machine;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    machine.folders().forEach((key, folder) -> findings.add(folder(key, folder)));
    machine.roots().forEach(root -> findings.add(root(root)));
    return findings;
  }

  /** What is not there yet is made at the first start, if its parent lets it. */
  private Finding folder(String key, Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there)) {
      return Finding.bad(
          key, there + " is no folder", "remove it, or set " + key + " to another folder");
    }
    if (!Files.isWritable(there)) {
      return Finding.bad(
          key,
          "%s may not write to %s".formatted(System.getProperty("user.name"), there),
          "let it (chown or chmod), or set %s to a folder where it may".formatted(key));
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String found = "%s free in %s".formatted(Words.bytes(free), folder);
      return free < machine.lowSpaceBytes()
          ? Finding.warning(
              key,
              found,
              "make room there, or set %s to a larger disk".formatted(key)
                  + (key.equals("worker.scratch") ? ": a film and its result must fit" : ""))
          : Finding.ok(key, found);
    } catch (IOException e) {
      return Finding.bad(
          key, "%s cannot be asked for its room (%s)".formatted(there, e.getMessage()), "mount it");
    }
  }

  private static Finding root(Path root) {
    return Files.isDirectory(root) && Files.isReadable(root)
        ? Finding.ok("staging.roots", root + " can be read")
        : Finding.bad(
            "staging.roots",
            root + " is no folder that %s may read".formatted(System.getProperty("user.name")),
            "mount it, or name in staging.roots the folders where films lie");
  }
}
