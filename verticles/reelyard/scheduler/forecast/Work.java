package reelyard.scheduler.forecast;

import reelyard.model.JobSpec;

/**
 * What a job takes, as far as it can be told before it runs.
 *
 * @param kind of work: jobs of one kind take alike by the byte
 * @param inputBytes of the source, 0 when unknown
 */
public record Work(String kind, long inputBytes) {

  private static final int LONGEST_KIND = 160;

  /** Any text will do as a kind: it is made short, printable and different from the farm's own. */
  public Work {
    kind = tidy(kind);
    inputBytes = Math.max(0, inputBytes);
  }

  /** Of a job with a source of so many bytes. */
  public static Work of(JobSpec spec, long inputBytes) {
    return new Work(WorkKind.of(spec), inputBytes);
  }

  /** The kind of work that an ended attempt was; its preset alone when nothing else was kept. */
  static Work of(String kind, String preset, long inputBytes) {
    return new Work(kind == null || kind.isEmpty() ? preset : kind, inputBytes);
  }

  /** Interned, because a hundred thousand waiting jobs are of a few kinds. */
  private static String tidy(String kind) {
    if (kind == null || kind.isBlank()) {
      return "unknown";
    }
    String tidy = kind;
    if (kind.length() > LONGEST_KIND) {
      String hash = Integer.toHexString(kind.hashCode());
      tidy = kind.substring(0, LONGEST_KIND - 9) + "#" + hash;
    }
    for (int i = 0; i < tidy.length(); i++) {
      if (!allowed(tidy.charAt(i))) {
        tidy = replaced(tidy);
        break;
      }
    }
    return tidy.intern();
  }

  private static String replaced(String text) {
    StringBuilder tidy = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      tidy.append(allowed(text.charAt(i)) ? text.charAt(i) : '_');
    }
    return tidy.toString();
  }

  private static boolean allowed(char c) {
    return c >= ' ' && c != '>' && c != 0x7f && !Character.isSurrogate(c);
  }
}
