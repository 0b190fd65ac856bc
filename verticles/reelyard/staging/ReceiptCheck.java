package reelyard.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reelyard.hash.FileRoot;
import reelyard.model.Receipt;

/** Whether a receipt lets a result take its source's place, as far as staging can see. Blocks. */
final class ReceiptCheck {

  private ReceiptCheck() {}

  /**
   * What is wrong with it, as the end of a sentence; null when nothing is.
   *
   * @param sourceBytes of the film as it was handed out
   * @param part the result as it came
   */
  static String complaint(Receipt receipt, long sourceBytes, Path part, int minSavedPercent)
      throws IOException {
    if (receipt == null) {
      return "its result came without a receipt: let a worker of this version run it";
    }
    if (!receipt.passed() || !receipt.lines().stream().allMatch(Receipt.Line::good)) {
      return "the receipt of its result is not good: see the job's receipt";
    }
    long bytes = Files.size(part);
    if (receipt.resultBytes() != bytes || receipt.sourceBytes() != sourceBytes) {
      return "the receipt is about files of other sizes: retry the job";
    }
    if (receipt.decodedSeconds() < 0) {
      return "its result was not decoded to prove it: let a worker with ffmpeg run it";
    }
    if (bytes >= sourceBytes || (sourceBytes - bytes) * 100.0 < minSavedPercent * 1.0 * sourceBytes) {
      return "its result has %d bytes of %d, which saves less than %d %% (staging.replace.minSavedPercent)"
          .formatted(bytes, sourceBytes, minSavedPercent);
    }
    return FileRoot.of(part).equals(receipt.root())
        ? null
        : "its result is not the file that the receipt is about: retry the job";
  }
}
