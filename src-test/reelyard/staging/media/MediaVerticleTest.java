package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static reelyard.staging.media.MediaHouse.header;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.NeverBlocked;
import reelyard.bus.Json;
import reelyard.message.MediaDoor;
import reelyard.message.MediaFacts;
import reelyard.message.MediaScan;
import reelyard.message.MediaUse;
import reelyard.message.OpenMedia;

@ExtendWith(NeverBlocked.class)
class MediaVerticleTest {

  @TempDir Path folder;
  MediaHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new MediaHouse(folder);
  }

  @AfterEach
  void close() {
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
