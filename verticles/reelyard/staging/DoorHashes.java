package reelyard.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import reelyard.ftp.Range;
import reelyard.hash.FileHashes;
import reelyard.hash.MissingHashes;
import reelyard.message.BlockHashes;
import reelyard.message.GetHashes;
import reelyard.model.Blocks;
import reelyard.model.FailureReason;

/** Tells how what went through a door was hashed, and reads again what was not. */
final class DoorHashes {

  private static final String INPUT = "input/";
  private static final String OUTPUT = "output/";

  private DoorHashes() {}

  static Checked<BlockHashes> look(Door door, GetHashes asked) {
    String path = asked.path();
    if (path.startsWith(INPUT) && door.input() != null) {
      SourceFile file = door.input().file(path.substring(INPUT.length()));
      if (file != null) {
        return input(door, file, asked);
      }
    }
    if (path.startsWith(OUTPUT)
        && door.output() != null
        && path.substring(OUTPUT.length()).equals(door.outputName())) {
      return door.output().hashes(path, asked.fromBlock(), asked.count());
    }
    return Checked.failed(
        FailureReason.TRANSFER_FAILED,
        "no file "
            + Shown.name(path)
            + " goes through this attempt's door: ask for one that was served or returned");
  }

  private static Checked<BlockHashes> input(Door door, SourceFile file, GetHashes asked) {
    long beyond = Math.min(Blocks.count(file.bytes()), asked.fromBlock() + asked.count());
    FileHashes known = door.hashes(file);
    try (FileChannel channel = InputTree.open(file, Range.from(0))) {
      MissingHashes.fill(
          channel, file.bytes(), asked.fromBlock(), beyond, known, known, () -> checkOpen(door));
      InputTree.check(file);
    } catch (IOException e) {
      String change = file.change();
      return Checked.failed(
          FailureReason.TRANSFER_FAILED,
          Shown.name(file.real())
              + " "
              + (change != null ? change : "cannot be read (" + Shown.reason(e) + ")")
              + ": leave it alone until the job is done, and retry the job");
    }
    long count = Math.max(0, beyond - asked.fromBlock());
    return Checked.of(
        new BlockHashes(
            asked.path(), file.bytes(), asked.fromBlock(), known.digits(asked.fromBlock(), count)));
  }

  private static void checkOpen(Door door) throws IOException {
    if (door.isClosed()) {
      throw new IOException("the attempt ended");
    }
  }
}
