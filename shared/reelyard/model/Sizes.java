package reelyard.model;

import java.util.Locale;

/** Sizes as people read them. */
public final class Sizes {

  private Sizes() {}

  /** Bytes in decimal units: 1.5 GB. */
  public static String words(long bytes) {
    if (bytes < 1_000_000_000) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
