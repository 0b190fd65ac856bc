package reelyard.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;

/** Jobs, uploads and films of a farm, made anew for each request that needs one. */
final class FarmFixtures implements ApiTester.Fixtures {

  private static final String PRESET =
      new JsonObject()
          .put("PresetList", new JsonArray().add(new JsonObject().put("PresetName", "Sofa")))
          .put("VersionMajor", 50)
          .encode();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final Path film;
  private int made;

  FarmFixtures(URI server, Path media) {
    this.server = server;
    this.film = media.resolve("a film.mp4");
  }

  @Override
  public String value(String operation, String parameter) throws Exception {
    boolean uploads = operation.contains("-uploads-");
    return switch (parameter) {
      case "id" -> operation.contains("-jobs-") ? job(operation) : null;
      case "path" -> operation.equals("get-media") ? film.getParent().toString() : film.toString();
      case "name" -> preset();
      case "file" -> "SubmitJobs.json";
      case "upload" -> uploads ? upload().replaceFirst(".*/", "") : null;
      case "staging" -> "staging";
      case "Tus-Resumable" -> "1.0.0";
      case "Upload-Length" -> "7";
      case "Upload-Offset" -> "0";
      case "Upload-Metadata" -> "filename " + filename();
      default -> null;
    };
  }

  @Override
  public String body(String operation) {
    return switch (operation) {
      case "post-jobs" -> jobs().encode();
      case "patch-jobs-id" -> "{\"priority\": 7}";
      case "put-farm" -> "{\"sort\": \"AGE\"}";
      case "post-workers-control" -> "{\"workerIds\": [], \"control\": \"PAUSE\"}";
      case "put-presets-name", "post-presets-import" ->
          new JsonObject().put("json", PRESET).encode();
      default -> null;
    };
  }

  private String preset() throws Exception {
    post("/api/v1/presets/import", body("post-presets-import"));
    return "Sofa";
  }

  private JsonArray jobs() {
    made++;
    return new JsonArray()
        .add(
            new JsonObject()
                .put("input", film.toString())
                .put("output", film.resolveSibling("out" + made + ".mp4").toString())
                .put("preset", "Fast 1080p30"));
  }

  /** A waiting one, or one that ended for what is done with such. */
  private String job(String operation) throws Exception {
    HttpResponse<String> taken = post("/api/v1/jobs", jobs().encode());
    JsonObject outcome =
        new JsonObject(taken.body()).getJsonArray("outcomes", new JsonArray()).getJsonObject(0);
    String id = outcome.getString("jobId");
    if (operation.matches("post-jobs-id-(retry|archive|restore)")) {
      post("/api/v1/jobs/" + id + "/stop", "");
    }
    if (operation.equals("post-jobs-id-restore")) {
      post("/api/v1/jobs/" + id + "/archive", "");
    }
    return id;
  }

  private String upload() throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(server.resolve("/api/v1/uploads"))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "7")
                .header("Upload-Metadata", "filename " + filename())
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString())
        .headers()
        .firstValue("location")
        .orElseThrow();
  }

  private String filename() {
    made++;
    return Base64.getEncoder().encodeToString(("up" + made + ".mkv").getBytes(UTF_8));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
