package reelyard.web;

import static reelyard.model.UserRole.SUBMITTER;
import static reelyard.model.UserRole.VIEWER;
import static reelyard.web.ApiParameter.number;
import static reelyard.web.ApiParameter.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reelyard.message.BrowseMedia;
import reelyard.message.MediaFacts;
import reelyard.message.MediaFolder;
import reelyard.message.MediaScan;
import reelyard.message.MediaUse;
import reelyard.message.OpenMedia;
import reelyard.model.UserRole;

/** Where films are looked at, played and brought, as the description of the interface tells it. */
final class MediaPlaces {

  private static final ApiParameter STAGING =
      text("staging", "the host where it lies; needed where there are several");
  private static final ApiParameter PATH = text("path", "absolute, on that host").needed();
  private static final ApiParameter SECOND =
      ApiParameter.decimal("second", (long) OpenMedia.LAST_SECOND, "of the film; 0 when left out");
  private static final ApiParameter WIDTH =
      number("width", OpenMedia.MOST_WIDTH, "in pixels, at most; 640 when 0");
  private static final ApiParameter TUS =
      ApiParameter.header("Tus-Resumable", 10, "1.0.0, the version of the protocol tus").needed();

  private static final List<String> FILM_TYPES =
      List.of(
          "application/octet-stream",
          "video/3gpp",
          "video/mp2t",
          "video/mp4",
          "video/mpeg",
          "video/ogg",
          "video/quicktime",
          "video/webm",
          "video/x-matroska",
          "video/x-msvideo");
  private static final ApiAnswer WHOLE =
      new ApiAnswer(
          200,
          "The whole film.",
          FILM_TYPES,
          List.of("Accept-Ranges", "Content-Length", "ETag", "Last-Modified"));
  private static final ApiAnswer PART =
      new ApiAnswer(
          206,
          "The bytes that Range names.",
          FILM_TYPES,
          List.of("Accept-Ranges", "Content-Length", "Content-Range", "ETag", "Last-Modified"));
  private static final ApiAnswer KNOWN =
      new ApiAnswer(304, "The asker has this version.", List.of(), List.of("ETag"));

  static final ApiPlace BROWSE =
      elsewhere(
              ApiPlace.of(
                  "GET /api/v1/media", SUBMITTER, "Lists films and folders of a staging host"))
          .with(
              STAGING,
              text("path", "of the folder; the folders that staging serves when left out"),
              text("text", "only names that contain it"),
              text("cursor", "next of the page before"),
              number("limit", BrowseMedia.MOST, "how many; 200 when 0"))
          .answers(MediaFolder.class)
          .refuses(404, "there is no such folder")
          .refuses(422, "the folder may not be read");

  /** By path: what is done with a film. */
  static final Map<ApiPlace, MediaUse> FILMS = films("/api/v1/media/", SUBMITTER, "a film");

  static final Map<ApiPlace, MediaUse> SOURCES =
      films("/api/v1/jobs/:id/source/", VIEWER, "a job's source");
  static final Map<ApiPlace, MediaUse> RESULTS =
      films("/api/v1/jobs/:id/result/", VIEWER, "a job's result");

  static final ApiPlace UPLOAD =
      elsewhere(
              ApiPlace.of("POST /api/v1/uploads", SUBMITTER, "Begins to bring a film (tus 1.0.0)"))
          .with(
              STAGING,
              TUS,
              ApiParameter.header("Upload-Length", 18, "bytes of the whole film").needed(),
              ApiParameter.header(
                  "Upload-Metadata",
                  8_192,
                  "keys with values in base64: filename, and staging where the query names none"))
          .succeeds(
              tus(201, "It may begin, at Location.", "Location", "Upload-Expires", "Upload-Path"))
          .refuses(412, "another version of tus")
          .refuses(413, "the film is too large")
          .refuses(507, "there is no room for it");
  static final ApiPlace GO_ON =
      upload("PATCH", "Brings the next bytes of a film")
          .with(ApiParameter.header("Upload-Offset", 18, "the place of the first byte").needed())
          .sends("application/offset+octet-stream")
          .succeeds(tus(204, "They are kept.", "Upload-Offset", "Upload-Expires", "Upload-Path"))
          .refuses(400, "the request broke off, or a header is wrong")
          .refuses(409, "other bytes are next")
          .refuses(423, "another request brings them already");

  static final List<ApiPlace> UPLOADS =
      List.of(
          UPLOAD,
          upload("HEAD", "Tells how much of a film came")
              .succeeds(
                  tus(
                      200,
                      "It is there.",
                      "Upload-Offset",
                      "Upload-Length",
                      "Upload-Metadata",
                      "Upload-Expires",
                      "Upload-Path")),
          GO_ON,
          upload("DELETE", "Cancels an upload")
              .succeeds(tus(204, "It is gone."))
              .refuses(409, "the film is whole"));

  static final List<ApiPlace> ALL =
      Stream.of(List.of(BROWSE), FILMS.keySet(), SOURCES.keySet(), RESULTS.keySet(), UPLOADS)
          .flatMap(places -> places.stream())
          .toList();

  private MediaPlaces() {}

  private static Map<ApiPlace, MediaUse> films(String path, UserRole role, String film) {
    Map<ApiPlace, MediaUse> places = new LinkedHashMap<>();
    places.put(
        film(path, "facts", role, "Tells what is in " + film).answers(MediaFacts.class),
        MediaUse.FACTS);
    places.put(
        film(path, "scan", role, "Tells the titles and tracks of " + film).answers(MediaScan.class),
        MediaUse.SCAN);
    places.put(
        film(path, "still", role, "Shows a picture of " + film)
            .with(SECOND, WIDTH)
            .answers("image/jpeg"),
        MediaUse.STILL);
    places.put(
        film(path, "play", role, "Plays " + film + ", also in ranges")
            .with(
                ApiParameter.header(
                    "Range", 128, "bytes=0-99, 100- or -100; others mean the whole"),
                ApiParameter.header("If-Range", 128, "an ETag or date: else the whole is sent"),
                ApiParameter.header("If-None-Match", 1_024, "ETags that the asker has"),
                ApiParameter.header("If-Modified-Since", 64, "what the asker has is of this date"))
            .succeeds(WHOLE, PART, KNOWN)
            .refuses(416, "the film has no such bytes"),
        MediaUse.PLAY);
    return places;
  }

  /** Whatever is asked of a staging. */
  private static ApiPlace elsewhere(ApiPlace place) {
    return place
        .refuses(503, "the staging host, or the scheduler, is not there")
        .refuses(504, "it does not answer in time");
  }

  private static ApiPlace film(String path, String word, UserRole role, String summary) {
    ApiPlace place =
        elsewhere(ApiPlace.of("GET " + path + word, role, summary))
            .refuses(404, "there is no such film")
            .refuses(422, "it is no film, or cannot be read");
    return path.contains(":") ? place : place.with(STAGING, PATH);
  }

  private static ApiAnswer tus(int status, String when, String... headers) {
    return new ApiAnswer(
        status,
        when,
        List.of(),
        Stream.concat(Stream.of("Tus-Resumable"), Stream.of(headers)).toList());
  }

  private static ApiPlace upload(String method, String summary) {
    return elsewhere(ApiPlace.of(method + " /api/v1/uploads/:staging/:upload", SUBMITTER, summary))
        .with(TUS)
        .refuses(404, "there is no such upload of this user")
        .refuses(412, "another version of tus");
  }
}
