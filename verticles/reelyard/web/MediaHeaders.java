package reelyard.web;

import java.util.List;

/** What passes between visitors and a staging's door beside films, in small letters. */
final class MediaHeaders {

  /** Of requests. */
  static final List<String> ASKED =
      List.of(
          "content-type",
          "content-length",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "range",
          "tus-resumable",
          "upload-length",
          "upload-metadata",
          "upload-offset",
          "x-http-method-override");

  /** Of answers. */
  static final List<String> ANSWERED =
      List.of(
          "accept-ranges",
          "content-length",
          "content-range",
          "content-type",
          "etag",
          "last-modified",
          "tus-extension",
          "tus-max-size",
          "tus-resumable",
          "tus-version",
          "upload-expires",
          "upload-length",
          "upload-metadata",
          "upload-offset",
          "upload-path");

  private MediaHeaders() {}
}
