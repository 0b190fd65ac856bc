package reelyard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.NeverBlocked;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.GetWebAddress;
import reelyard.message.JobView;
import reelyard.message.MediaFacts;
import reelyard.message.MediaFolder;
import reelyard.message.Refusal;
import reelyard.message.StagingList;
import reelyard.message.StagingStatus;
import reelyard.message.StagingView;
import reelyard.model.JobSpec;
import reelyard.node.FarmConfig;
import reelyard.staging.media.MediaVerticle;

/** Films of several stagings, seen through the web. */
@ExtendWith(NeverBlocked.class)
class MediaRoutesTest {

  private static final String BYTES = "application/offset+octet-stream";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Path ffprobe;
  private String url;

  @BeforeEach
  void open() throws Exception {
    folder = folder.toRealPath();
    ffprobe = folder.resolve("ffprobe");
    Files.writeString(ffprobe, "#!/bin/sh\nexec ffprobe \"$@\"\n");
    assertThat(ffprobe.toFile().setExecutable(true)).isTrue();
    bus.answer(Addresses.GET_STAGINGS, asked -> Future.succeededFuture(stagings()));
    bus.answer(
        Addresses.GET_JOB,
        id ->
            switch (id.jobId()) {
              case "done" -> Future.succeededFuture(job(Views.complete("done", "film", "attic")));
              case "waits" -> Future.succeededFuture(job(Views.queued("waits", "film")));
              default ->
                  Future.failedFuture(
                      new RefusedException(Refusal.notFound("there is no such job")));
            });
    deploy(new MediaVerticle(), staging("staging", "never"));
    deploy(new MediaVerticle(), staging("nas", "never"));
    JsonObject config = Json.encode(FarmConfig.load(null, Map.of()));
    config.getJsonObject("web").put("port", 0);
    deploy(new WebVerticle(), config);
    url = await(bus.ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url();
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void lists_what_lies_at_the_staging_that_is_named() throws Exception {
    film("nas", "film.mkv", Clips.film("media-scan.mkv", 3));

    String root = enc(folder.resolve("nas"));
    MediaFolder found =
        Json.read(get("api/v1/media?staging=nas&path=" + root).body(), MediaFolder.class);
    HttpResponse<String> unnamed = get("api/v1/media");
    HttpResponse<String> absent = get("api/v1/media?staging=attic");
    HttpResponse<String> forged = get("api/v1/media?staging=nas.browse-media%3F");

    assertThat(found.staging()).isEqualTo("nas");
    assertThat(found.entries().get(0).name()).isEqualTo("film.mkv");
    assertThat(unnamed.statusCode()).isEqualTo(400);
    assertThat(unnamed.body()).contains("staging", "nas, staging");
    assertThat(absent.statusCode()).isEqualTo(503);
    assertThat(absent.body()).contains("staging attic is not there");
    assertThat(forged.statusCode()).isEqualTo(400);
    assertThat(get("api/v1/media?staging=nas&path=relative").statusCode()).isEqualTo(400);
    assertThat(get("api/v1/media?staging=nas&path=/etc").statusCode()).isEqualTo(404);
  }

  @Test
  void refuses_what_is_not_described_and_bytes_that_no_film_has() throws Exception {
    Path film = film("nas", "a.mp4", Clips.film("media-facts.mp4", 3));
    String play = "api/v1/media/play?staging=nas&path=" + enc(film);

    HttpResponse<byte[]> beyond = bytes(play, "range", "bytes=99999999-");

    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("content-range"))
        .contains("bytes */" + Files.size(film));
    assertThat(new String(beyond.body(), UTF_8)).contains("No such bytes");
    assertThat(get(play + "&bogus=1").body()).contains("bogus: unknown");
    assertThat(get("api/v1/media/play?staging=nas").statusCode()).isEqualTo(400);
    assertThat(get("api/v1/media?staging=nas&limit=-1").body()).contains("limit");
  }

  @Test
  void plays_a_film_of_an_encrypted_staging_in_parts() throws Exception {
    deploy(new MediaVerticle(), staging("vault", "always"));
    Path film = film("vault", "a film.mp4", Clips.film("media-facts.mp4", 3));
    byte[] bytes = Files.readAllBytes(film);
    String play = "api/v1/media/play?staging=vault&path=" + enc(film);

    HttpResponse<byte[]> part = bytes(play, "Range", "bytes=1000-70000");
    HttpResponse<byte[]> whole = bytes(play);
    HttpResponse<byte[]> beyond = bytes(play, "Range", "bytes=99999999-");
    HttpResponse<byte[]> head = send("HEAD", play, BodyPublishers.noBody());

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 70_001));
    assertThat(header(part, "content-type")).isEqualTo("video/mp4");
    assertThat(header(part, "etag")).isEqualTo(header(whole, "etag"));
    assertThat(whole.body()).isEqualTo(bytes);
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(header(beyond, "content-range")).isEqualTo("bytes */" + bytes.length);
    assertThat(header(head, "content-length")).isEqualTo(String.valueOf(bytes.length));
  }

  @Test
  void shows_a_jobs_source_and_its_result_once_there_is_one() throws Exception {
    film("staging", "in.mkv", Clips.film("media-scan.mkv", 3));
    film("staging", "out.mp4", Clips.film("media-facts.mp4", 3));

    MediaFacts source = Json.read(get("api/v1/jobs/done/source/facts").body(), MediaFacts.class);
    HttpResponse<byte[]> still = bytes("api/v1/jobs/done/result/still?second=0.5&width=160");

    assertThat(source.name()).isEqualTo("in.mkv");
    assertThat(still.statusCode()).isEqualTo(200);
    assertThat(header(still, "content-type")).isEqualTo("image/jpeg");
    assertThat(get("api/v1/jobs/waits/source/facts").statusCode()).isEqualTo(200);
    assertThat(get("api/v1/jobs/waits/result/facts").body()).contains("has no result yet");
    assertThat(get("api/v1/jobs/none/source/facts").statusCode()).isEqualTo(404);
    assertThat(get("api/v1/jobs/done/result/still?width=9000").statusCode()).isEqualTo(400);
    assertThat(get("api/v1/jobs/done/source/facts?path=/etc/passwd").statusCode()).isEqualTo(400);
  }

  @Test
  void a_film_is_brought_in_parts_and_its_name_does_no_harm() throws Exception {
    byte[] film = new byte[3_000_000];
    new Random(7).nextBytes(film);
    String metadata = "filename " + base64("../../<b>\n$(x).mkv") + ",staging " + base64("nas");

    HttpResponse<byte[]> begun =
        tus(
            "POST",
            "api/v1/uploads",
            BodyPublishers.noBody(),
            "Upload-Length",
            "3000000",
            "Upload-Metadata",
            metadata);
    String upload = header(begun, "location").substring(1);
    HttpResponse<byte[]> first = bring(upload, 0, Arrays.copyOf(film, 1_000_000));
    HttpResponse<byte[]> wrong = bring(upload, 0, film);
    HttpResponse<byte[]> asked = tus("HEAD", upload, BodyPublishers.noBody());
    HttpResponse<byte[]> last =
        bring(upload, 1_000_000, Arrays.copyOfRange(film, 1_000_000, 3_000_000));

    assertThat(begun.statusCode()).isEqualTo(201);
    assertThat(upload).startsWith("api/v1/uploads/nas/");
    assertThat(header(first, "upload-offset")).isEqualTo("1000000");
    assertThat(wrong.statusCode()).isEqualTo(409);
    assertThat(new String(wrong.body(), UTF_8)).contains("the next byte is 1000000");
    assertThat(header(asked, "upload-offset")).isEqualTo("1000000");
    assertThat(header(asked, "upload-length")).isEqualTo("3000000");
    Path path = Path.of(URLDecoder.decode(header(last, "upload-path"), UTF_8));
    assertThat(path.getParent()).isEqualTo(folder.resolve("nas/uploads"));
    assertThat(path.getFileName().toString()).isEqualTo("<b>%0A$(x).mkv");
    assertThat(Files.readAllBytes(path)).isEqualTo(film);
    assertThat(tus("HEAD", "api/v1/uploads/attic/0123", BodyPublishers.noBody()).statusCode())
        .isEqualTo(503);
  }

  @Test
  void what_came_before_the_line_broke_stays() throws Exception {
    String metadata = "filename " + base64("film.mkv") + ",staging " + base64("staging");
    HttpResponse<byte[]> begun =
        tus(
            "POST",
            "api/v1/uploads?staging=staging",
            BodyPublishers.noBody(),
            "Upload-Length",
            "1000000",
            "Upload-Metadata",
            metadata);
    String upload = header(begun, "location").substring(1);
    try (Socket line = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
      OutputStream out = line.getOutputStream();
      String head =
          """
          PATCH /%s HTTP/1.1\r
          Host: localhost\r
          Tus-Resumable: 1.0.0\r
          Upload-Offset: 0\r
          Content-Type: %s\r
          Content-Length: 1000000\r
          \r
          """;
      out.write(head.formatted(upload, BYTES).getBytes(UTF_8));
      out.write(new byte[400_000]);
      out.flush();
      until(() -> part() != null && Files.size(part()) == 400_000);
    }

    assertThat(part()).hasSize(400_000);
    HttpResponse<byte[]> rest = untilFree(upload, 400_000, new byte[600_000]);
    assertThat(rest.statusCode()).isEqualTo(204);
    assertThat(folder.resolve("staging/uploads/film.mkv")).hasSize(1_000_000);
  }

  @Test
  void a_film_is_let_go_of_when_its_watcher_goes() throws Exception {
    Path film = folder.resolve("staging/long.mkv");
    try (RandomAccessFile file = new RandomAccessFile(film.toFile(), "rw")) {
      file.setLength(100_000_000);
    }

    try (Socket watcher = ask("api/v1/media/play?staging=staging&path=" + enc(film))) {
      assertThat(watcher.getInputStream().readNBytes(10_000)).hasSize(10_000);
      until(() -> isStalled(film));
    }

    until(() -> open(film) == null);
  }

  @Test
  void who_reads_many_films_slowly_takes_no_room_from_others() throws Exception {
    Path film = folder.resolve("staging/long.mkv");
    try (RandomAccessFile file = new RandomAccessFile(film.toFile(), "rw")) {
      file.setLength(100_000_000);
    }
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i <= MediaPipe.MOST_CONNECTIONS; i++) {
        readers.add(ask("api/v1/media/play?staging=staging&path=" + enc(film)));
      }

      HttpResponse<String> facts = get("api/v1/media/facts?staging=staging&path=/etc");

      assertThat(facts.statusCode()).isEqualTo(422);
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
  }

  @Test
  void what_is_found_out_ends_when_nobody_waits_for_it() throws Exception {
    Path film = film("staging", "film.mkv", Clips.film("media-scan.mkv", 3));
    Path pid = folder.resolve("pid");
    Files.writeString(
        ffprobe,
        "#!/bin/sh\necho $$ > %s.new\nmv %s.new %s\nexec sleep 600\n".formatted(pid, pid, pid));

    try (Socket asker = ask("api/v1/media/facts?staging=staging&path=" + enc(film))) {
      assertThat(asker.isConnected()).isTrue();
      until(() -> Files.exists(pid));
    }

    ProcessHandle probe =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElse(null);
    until(() -> probe == null || !probe.isAlive());
  }

  // ---- helpers

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
    String head = "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  /** The name of the descriptor by which this process reads the film, null for none. */
  private static String open(Path film) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(one -> leadsTo(one, film))
          .map(one -> one.getFileName().toString())
          .findFirst()
          .orElse(null);
    }
  }

  /** Whether the network is full, so that no more of the film is read. */
  private static boolean isStalled(Path film) throws IOException {
    String descriptor = open(film);
    if (descriptor == null) {
      return false;
    }
    Path place = Path.of("/proc/self/fdinfo", descriptor);
    String before = Files.readString(place);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    return Files.readString(place).equals(before);
  }

  private static boolean leadsTo(Path link, Path film) {
    try {
      return Files.readSymbolicLink(link).equals(film);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Until the dead line was noticed, another writer is refused. */
  private HttpResponse<byte[]> untilFree(String upload, int offset, byte[] bytes) {
    HttpResponse<byte[]> answer;
    do {
      answer = bring(upload, offset, bytes);
    } while (answer.statusCode() == 423);
    return answer;
  }

  /** The part of the only upload, null before there is one. */
  private Path part() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("staging/uploads/.reelyard-uploads"))) {
      return all.filter(path -> path.toString().endsWith(".part")).findFirst().orElse(null);
    }
  }

  private Path film(String staging, String name, Path from) throws IOException {
    Path film = folder.resolve(staging).resolve(name);
    Files.createDirectories(film.getParent());
    return Files.copy(from, film);
  }

  private JobView job(JobView view) {
    JsonObject json = Json.encode(view);
    json.put("input", folder.resolve("staging/in.mkv").toString());
    json.put("output", folder.resolve("staging/out.mp4").toString());
    json.put("staging", JobSpec.ONLY_STAGING);
    return Json.decode(json, JobView.class);
  }

  private StagingList stagings() {
    return new StagingList(
        Stream.of("nas", "staging")
            .map(id -> new StagingView(new StagingStatus(id, List.of(), -1, null), true, 1))
            .toList());
  }

  private JsonObject staging(String name, String tls) throws Exception {
    Path root = Files.createDirectories(folder.resolve(name));
    JsonObject staging =
        Json.encode(FarmConfig.load(null, Map.of()).staging())
            .put("name", name)
            .put("roots", new JsonArray().add(root.toString()))
            .put("folder", folder.resolve("state-" + name).toString());
    staging.getJsonObject("tls").put("mode", tls);
    staging
        .getJsonObject("media")
        .put("uploads", root.resolve("uploads").toString())
        .put("ffprobe", ffprobe.toString());
    return new JsonObject().put("farm", "test").put("staging", staging);
  }

  private void deploy(Deployable verticle, JsonObject config) throws Exception {
    await(vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(config)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<byte[]> bytes(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  private HttpResponse<byte[]> bring(String upload, int offset, byte[] bytes) {
    return tus(
        "PATCH",
        upload,
        BodyPublishers.ofByteArray(bytes),
        "Content-Type",
        BYTES,
        "Upload-Offset",
        String.valueOf(offset));
  }

  private HttpResponse<byte[]> tus(
      String method, String path, BodyPublisher body, String... headers) {
    List<String> all =
        Stream.concat(Stream.of("Tus-Resumable", "1.0.0"), Stream.of(headers)).toList();
    return send(method, path, body, all.toArray(String[]::new));
  }

  private HttpResponse<byte[]> send(
      String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String enc(Path path) {
    return URLEncoder.encode(path.toString(), UTF_8);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
