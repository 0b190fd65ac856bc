package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static reelyard.staging.media.MediaHouse.header;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.NeverBlocked;
import reelyard.address.Addresses;
import reelyard.bus.Json;
import reelyard.message.BrowseMedia;
import reelyard.message.MediaDoor;
import reelyard.message.MediaFacts;
import reelyard.message.MediaFolder;
import reelyard.message.MediaScan;
import reelyard.message.MediaUse;
import reelyard.message.OpenMedia;

@ExtendWith(NeverBlocked.class)
class MediaVerticleTest {

  @TempDir Path folder;
  MediaHouse house;
  private final ExecutorService askers = Executors.newCachedThreadPool();

  @BeforeEach
  void open() throws Exception {
    house = new MediaHouse(folder);
  }

  @AfterEach
  void close() {
    askers.shutdown();
    house.close();
  }

  @Test
  void tells_what_is_in_a_film() throws Exception {
    Path film = house.film("a film; $(x) <b>.mp4", Clips.film("media-facts.mp4", 3));

    HttpResponse<byte[]> answer = house.get(MediaUse.FACTS, film);

    MediaFacts facts = Json.read(text(answer), MediaFacts.class);
    assertThat(facts.name()).isEqualTo("a film; $(x) <b>.mp4");
    assertThat(facts.type()).isEqualTo("video/mp4");
    assertThat(facts.playable()).isTrue();
    assertThat(facts.seconds()).isBetween(2.9, 3.2);
    assertThat(facts.bytes()).isEqualTo(Files.size(film));
    assertThat(facts.streams()).extracting(MediaFacts.MediaStream::codec).contains("h264", "aac");
    assertThat(facts.streams().get(0).fps()).isEqualTo(25);
  }

  @Test
  void lets_handbrake_say_what_can_be_picked() throws Exception {
    Path film = house.film("-t film.mkv", Clips.film("media-scan.mkv", 3));

    MediaScan scan = Json.read(text(house.get(MediaUse.SCAN, film)), MediaScan.class);

    assertThat(scan.by()).isEqualTo("HandBrake");
    MediaScan.MediaTitle title = scan.titles().get(0);
    assertThat(title.number()).isEqualTo(1);
    assertThat(title.width()).isEqualTo(320);
    assertThat(title.fps()).isEqualTo(25);
    assertThat(title.chapters()).hasSize(1);
    assertThat(title.audio()).hasSize(1);
    assertThat(title.audio().get(0).codec()).startsWith("aac");
  }

  @Test
  void names_tracks_as_the_film_does() throws Exception {
    String[] sounds = {"-map", "0", "-map", "1", "-map", "1", "-metadata:s:a:0", "language=eng"};
    String[] second = {"-metadata:s:a:1", "language=deu", "-metadata:s:a:1", "title=Talk"};
    Path clip =
        Clips.film(
            "media-tracks.mkv",
            2,
            Stream.of(sounds, second).flatMap(Arrays::stream).toArray(String[]::new));
    Path film = house.film("film.mkv", clip);

    MediaScan scan = Json.read(text(house.get(MediaUse.SCAN, film)), MediaScan.class);

    assertThat(scan.by()).isEqualTo("HandBrake");
    assertThat(scan.titles().get(0).audio())
        .extracting(MediaScan.AudioTrack::language, MediaScan.AudioTrack::name)
        .containsExactly(tuple("eng", null), tuple("deu", "Talk"));
  }

  @Test
  void waits_for_no_program_longer_than_people_are_told() {
    assertThat(Probe.PROBE.plus(Probe.SCAN)).isLessThan(OpenMedia.PATIENCE);
  }

  @Test
  void shows_a_picture_no_wider_than_wanted() throws Exception {
    Path film = house.film("film.mkv", Clips.film("media-scan.mkv", 3));

    OpenMedia wanted = new OpenMedia(MediaUse.STILL, film.toString(), 1.5, 160, "", "");
    HttpResponse<byte[]> picture = house.get(wanted);

    assertThat(header(picture, "content-type")).isEqualTo("image/jpeg");
    assertThat(width(picture.body())).isEqualTo(160);
    assertThat(house.get(wanted).body()).isEqualTo(picture.body());
    OpenMedia late = new OpenMedia(MediaUse.STILL, film.toString(), 60, 160, "", "");
    assertThat(house.get(late).statusCode()).isEqualTo(404);
  }

  @Test
  void shows_a_picture_of_a_moment_however_short() throws Exception {
    Path film = house.film("film.mkv", Clips.film("media-scan.mkv", 3));

    OpenMedia wanted = new OpenMedia(MediaUse.STILL, film.toString(), 0.0001, 160, "", "");

    assertThat(house.get(wanted).statusCode()).isEqualTo(200);
  }

  @Test
  void plays_a_film_whole_or_in_part() throws Exception {
    Path film = house.film("film.mp4", Clips.film("media-facts.mp4", 3));
    byte[] bytes = Files.readAllBytes(film);

    HttpResponse<byte[]> whole = house.get(MediaUse.PLAY, film);
    HttpResponse<byte[]> part = house.get(MediaUse.PLAY, film, "Range", "bytes=100-40000");

    assertThat(whole.body()).isEqualTo(bytes);
    assertThat(header(whole, "content-type")).isEqualTo("video/mp4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 100, 40_001));
    assertThat(header(part, "content-range")).isEqualTo("bytes 100-40000/" + bytes.length);
  }

  @Test
  void a_film_that_names_other_files_shows_nothing_of_them() throws Exception {
    house.film("secret.mkv", Clips.film("media-scan.mkv", 3));
    Path list =
        Files.writeString(
            house.folder.resolve("list.mkv"), "ffconcat version 1.0\nfile secret.mkv\n");

    for (MediaUse use : new MediaUse[] {MediaUse.FACTS, MediaUse.SCAN, MediaUse.STILL}) {
      HttpResponse<byte[]> answer = house.get(use, list);
      assertThat(answer.statusCode()).as(use.name()).isEqualTo(422);
      assertThat(text(answer)).contains("list.mkv").doesNotContain("secret");
    }
  }

  @Test
  void a_page_of_folders_and_films_is_looked_through_at_once() throws Exception {
    List<Future<MediaFolder>> asked = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Path one = Files.createDirectory(folder.resolve("folder " + i));
      Files.createFile(one.resolve("film.mkv"));
    }
    for (int i = 0; i < 200; i++) {
      String path = folder.resolve("folder " + i).toString();
      asked.add(
          house.bus.ask(
              Addresses.browseMedia(MediaHouse.STAGING), new BrowseMedia(path, "", null, 0)));
    }
    for (Future<MediaFolder> one : asked) {
      assertThat(MediaHouse.get(one).entries()).hasSize(1);
    }
  }

  @Test
  void a_ticket_opens_once_and_nothing_opens_without() throws Exception {
    Path film = house.film("film.mp4", Clips.film("media-facts.mp4", 3));
    MediaDoor door = house.door(OpenMedia.of(MediaUse.PLAY, film.toString()));

    assertThat(bare(door.url(), door.token())).isEqualTo(200);
    assertThat(bare(door.url(), door.token())).isEqualTo(401);
    assertThat(bare(door.url(), "guess")).isEqualTo(401);
  }

  @Test
  void without_handbrake_ffprobe_tells_the_tracks() throws Exception {
    house.close();
    house = new MediaHouse(folder, new JsonObject().put("handbrake", "no-such-program"));
    Path film = house.film("film.mkv", Clips.film("media-scan.mkv", 3));

    MediaScan scan = Json.read(text(house.get(MediaUse.SCAN, film)), MediaScan.class);

    assertThat(scan.by()).isEqualTo("ffprobe");
    assertThat(scan.titles().get(0).audio()).hasSize(1);
  }

  @Test
  void says_which_program_is_missing() throws Exception {
    house.close();
    house = new MediaHouse(folder, new JsonObject().put("ffprobe", "no-such-program"));
    Path film = house.film("film.mkv", Clips.film("media-scan.mkv", 3));

    HttpResponse<byte[]> answer = house.get(MediaUse.FACTS, film);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(text(answer)).contains("no-such-program");
  }

  @Test
  void a_disc_is_another_thing_to_scan_than_its_longest_file() throws Exception {
    handbrake("");
    Path file = house.film("disc/VIDEO_TS/VTS_01_1.VOB", Clips.film("media-scan.mkv", 3));
    Path disc = house.folder.resolve("disc");

    String ofDisc = text(house.get(MediaUse.SCAN, disc));
    String ofFile = text(house.get(MediaUse.SCAN, file));

    assertThat(ofDisc).isNotEqualTo(ofFile);
    assertThat(text(house.get(MediaUse.SCAN, disc))).isEqualTo(ofDisc);
  }

  @Test
  void slow_scans_hold_up_no_pictures_and_the_same_one_runs_once() throws Exception {
    Path go = folder.resolve("go");
    Path runs = folder.resolve("runs");
    handbrake("echo $$ >> %s; while [ ! -e %s ]; do sleep 0.05; done".formatted(runs, go));
    Path film = house.film("film.mkv", Clips.film("media-scan.mkv", 3));
    List<CompletableFuture<HttpResponse<byte[]>>> scans = new ArrayList<>();
    for (String name : List.of("film.mkv", "b.mkv", "c.mkv", "film.mkv")) {
      Path other = name.equals("film.mkv") ? film : house.film(name, film);
      scans.add(CompletableFuture.supplyAsync(() -> house.get(MediaUse.SCAN, other), askers));
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(runs) || Files.readAllLines(runs).size() < 2) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }

    CompletableFuture<HttpResponse<byte[]>> picture =
        CompletableFuture.supplyAsync(() -> house.get(MediaUse.STILL, film), askers);

    assertThat(picture.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    Files.createFile(go);
    for (CompletableFuture<HttpResponse<byte[]>> scan : scans) {
      assertThat(scan.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(Files.readAllLines(runs)).hasSize(3);
  }

  /** Does this, and then finds one title whose number is how long its input's path is. */
  private void handbrake(String script) throws Exception {
    Path program = folder.resolve("handbrake");
    Files.writeString(
        program,
        """
        #!/bin/sh
        for input; do :; done
        %s
        echo 'JSON Title Set: {'
        echo "\\"MainFeature\\": ${#input}, \\"TitleList\\": [{\\"Index\\": 1}]"
        echo '}'
        """
            .formatted(script));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    house.close();
    house = new MediaHouse(folder, new JsonObject().put("handbrake", program.toString()));
  }

  private static int bare(String url, String token) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + token);
    return connection.getResponseCode();
  }

  private static int width(byte[] jpeg) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
