package reelyard.staging.media;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.staging.Films.Film;

/**
 * Which bytes of a film a request gets, and with what headers (RFC 9110, sections 13 and 14).
 *
 * @param from the first byte
 * @param bytes how many follow; 0 where there is no body
 */
record Playback(Answer head, long from, long bytes) {

  private static final Pattern RANGE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /**
   * What this request gets.
   *
   * @param header gives a header's value, or null
   */
  static Playback of(Film film, UnaryOperator<String> header) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept-ranges", "bytes");
    headers.put("etag", film.tag());
    headers.put("last-modified", HttpDates.of(film.millis()));
    headers.put("content-type", MediaTypes.of(film.name()));
    if (isKnown(film, header)) {
      headers.remove("content-type");
      return new Playback(Answer.of(304, headers), 0, 0);
    }
    Matcher range = range(film, header);
    if (range == null) {
      headers.put("content-length", Long.toString(film.bytes()));
      return new Playback(Answer.of(200, headers), 0, film.bytes());
    }
    boolean suffix = range.group(1).isEmpty();
    long from = suffix ? Math.max(0, film.bytes() - number(range, 2)) : number(range, 1);
    long to =
        suffix || range.group(2).isEmpty()
            ? film.bytes() - 1
            : Math.min(number(range, 2), film.bytes() - 1);
    if (from > to) {
      headers.remove("content-type");
      headers.put("content-range", "bytes */" + film.bytes());
      return new Playback(Answer.of(416, headers), 0, 0);
    }
    headers.put("content-range", "bytes %d-%d/%d".formatted(from, to, film.bytes()));
    headers.put("content-length", Long.toString(to - from + 1));
    return new Playback(Answer.of(206, headers), from, to - from + 1);
  }

  private static long number(Matcher range, int group) {
    return Long.parseLong(range.group(group));
  }

  /**
   * Null for the whole film: also when the range is none that this server knows, such as several at
   * once, or is one of another version of the film.
   */
  private static Matcher range(Film film, UnaryOperator<String> header) {
    String words = header.apply("range");
    Matcher range = words == null ? null : RANGE.matcher(words);
    if (range == null || !range.matches() || (range.group(1) + range.group(2)).isEmpty()) {
      return null;
    }
    boolean backwards =
        !range.group(1).isEmpty()
            && !range.group(2).isEmpty()
            && number(range, 1) > number(range, 2);
    String version = header.apply("if-range");
    boolean same =
        version == null
            || version.equals(film.tag())
            || version.equals(HttpDates.of(film.millis()));
    return backwards || !same ? null : range;
  }

  /** Whether the asker has this version. */
  private static boolean isKnown(Film film, UnaryOperator<String> header) {
    String tags = header.apply("if-none-match");
    if (tags != null) {
      return Arrays.stream(tags.split(",", -1))
          .map(tag -> tag.strip().replaceFirst("^W/", ""))
          .anyMatch(tag -> tag.equals("*") || tag.equals(film.tag()));
    }
    String since = header.apply("if-modified-since");
    if (since == null) {
      return false;
    }
    try {
      Instant then = ZonedDateTime.parse(since, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return film.millis() / 1000 <= then.getEpochSecond();
    } catch (DateTimeException e) {
      return false;
    }
  }
}
