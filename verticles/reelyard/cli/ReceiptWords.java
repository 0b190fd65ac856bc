package reelyard.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import reelyard.model.Receipt;

/** A receipt in words: what was compared, and what of it was found good. */
final class ReceiptWords {

  private ReceiptWords() {}

  /** A heading and a line for each thing that was compared; nothing for no receipt. */
  static List<String> lines(Receipt receipt, ZoneId zone) {
    if (receipt == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "  receipt: %s, made by %s %s"
            .formatted(
                receipt.passed() ? "good" : "not good",
                Words.printable(String.valueOf(receipt.workerId())),
                Times.shown(receipt.madeMillis(), zone)));
    for (Receipt.Line line : receipt.lines()) {
      lines.add(
          Words.printable(
              "    %s %s: %s -> %s"
                  .formatted(
                      line.good() ? "good" : "LOST", line.what(), line.source(), line.result())));
    }
    return lines;
  }
}
