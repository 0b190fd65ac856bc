package reelyard.staging;

import reelyard.model.Receipt;

/** Whether a receipt lets a result take its source's place, as far as staging can see. */
final class ReceiptCheck {

  private ReceiptCheck() {}

  /**
   * What is wrong with it, as the end of a sentence; null when nothing is.
   *
   * @param sourceBytes of the film as it was handed out
   * @param bytes of the result as it came
   * @param root of its hashes
   */
  static String complaint(
      Receipt receipt, long sourceBytes, long bytes, String root, int minSavedPercent) {
    if (receipt == null) {
      return "its result came without a receipt: let a worker of this version run it";
    }
    if (!receipt.passed() || !receipt.lines().stream().allMatch(Receipt.Line::good)) {
      return "the receipt of its result is not good: see the job's receipt";
    }
    if (receipt.resultBytes() != bytes || receipt.sourceBytes() != sourceBytes) {
      return "the receipt is about files of other sizes: retry the job";
    }
    if (receipt.decodedSeconds() < 0) {
      return "its result was not decoded to prove it: let a worker with ffmpeg run it";
    }
    if (bytes >= sourceBytes
        || (sourceBytes - bytes) * 100.0 < (double) minSavedPercent * sourceBytes) {
      return "its result has %d bytes of %d, which saves less than %d %% (staging.replace.minSavedPercent)"
          .formatted(bytes, sourceBytes, minSavedPercent);
    }
    return root.equals(receipt.root())
        ? null
        : "its result is not the file that the receipt is about: retry the job";
  }
}
