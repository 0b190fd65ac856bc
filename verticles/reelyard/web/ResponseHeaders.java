package reelyard.web;

import java.util.Map;
import java.util.TreeMap;

/** What every response tells the browser: trust nothing but this farm, and never show old pages. */
final class ResponseHeaders {

  static final Map<String, String> ALL =
      Map.of(
          "content-security-policy",
          "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script';"
              // Makes elements of the page's own templates, into which text comes as text only.
              + " trusted-types lit-html",
          "x-content-type-options",
          "nosniff",
          "referrer-policy",
          "no-referrer",
          "cross-origin-resource-policy",
          "same-origin",
          "cross-origin-opener-policy",
          "same-origin",
          // A page kept by its date would outlive a return to an older version; this one is small.
          "cache-control",
          "no-store");

  /** A year long, browsers shall not even try without encryption. */
  private static final Map<String, String> SECURE = new TreeMap<>(ALL);

  static {
    SECURE.put("strict-transport-security", "max-age=31536000");
  }

  private ResponseHeaders() {}

  /**
   * @param secure whether browsers see the page encrypted
   */
  static Map<String, String> of(boolean secure) {
    return secure ? SECURE : ALL;
  }
}
