package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;
import reelyard.model.Container;
import reelyard.model.JobSpec;

/** What an ordinary FTP client sees of a job's preset. */
class ServedPresetTest {

  private static final String PRESET = "{\"PresetList\": [{\"PresetName\": \"Größe\"}]}";

  @TempDir Path temporary;

  private StagingHouse house;
  private FTPClient client;

  @BeforeEach
  void open() throws IOException {
    house = new StagingHouse(temporary);
    house.film("season/film.mkv", "raw film");
  }

  @AfterEach
  void close() throws IOException {
    client.disconnect();
    house.close();
  }

  /** Logs in at the door of a job with this preset, or none. */
  private ServedFiles enter(String input, String presetJson) throws IOException {
    AttemptId attempt = new AttemptId("job", 1);
    house.live.put(
        attempt,
        new Assignment(
            attempt,
            StagingHouse.WORKER,
            "job",
            house.folder.resolve(input).toString(),
            1,
            house.folder.resolve("out/film.mp4").toString(),
            false,
            Container.MP4,
            presetJson,
            List.of(),
            0,
            null,
            null,
            JobSpec.ONLY_STAGING,
            false));
    ServedFiles served = house.serve(attempt);
    client = new FTPClient();
    client.connect("127.0.0.1", StagingHouse.port(served.url()));
    assertThat(client.login(served.user(), served.password())).isTrue();
    client.setFileType(FTP.BINARY_FILE_TYPE);
    client.enterLocalPassiveMode();
    return served;
  }

  private byte[] fetch(String path, long offset) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    client.setRestartOffset(offset);
    assertThat(client.retrieveFile(path, content)).as(client.getReplyString()).isTrue();
    return content.toByteArray();
  }

  @Test
  void lies_beside_the_film_and_comes_whole_or_in_part() throws IOException {
    ServedFiles served = enter("season", PRESET);
    byte[] bytes = PRESET.getBytes(UTF_8);

    assertThat(client.listNames("/input")).containsExactly("film.mkv", "preset.json");
    assertThat(client.getSize("/input/preset.json")).isEqualTo("" + bytes.length);
    assertThat(fetch("/input/preset.json", 0)).isEqualTo(bytes);
    assertThat(fetch("/input/preset.json", 40)).hasSize(bytes.length - 40);
    client.sendCommand("RANG 2 11");
    assertThat(fetch("/input/preset.json", 0)).asString(UTF_8).isEqualTo("PresetList");
    assertThat(served.files()).extracting(ServedFile::path).containsExactly("film.mkv");
  }

  @Test
  void has_no_bytes_behind_its_end_and_takes_none() throws IOException {
    enter("season", PRESET);

    client.setRestartOffset(1_000_000);
    assertThat(client.retrieveFile("/input/preset.json", new ByteArrayOutputStream())).isFalse();
    assertThat(client.storeFile("/input/preset.json", new ByteArrayInputStream(new byte[1])))
        .isFalse();
    assertThat(client.deleteFile("/input/preset.json")).isFalse();
  }

  @Test
  void gives_way_to_a_file_of_the_source() throws IOException {
    house.film("films/preset.json", "the source's");
    enter("films/preset.json", PRESET);

    assertThat(client.listNames("/input")).containsExactly("preset.json");
    assertThat(fetch("/input/preset.json", 0)).asString(UTF_8).isEqualTo("the source's");
  }

  @Test
  void is_not_there_when_the_job_has_none_of_its_own() throws IOException {
    enter("season", null);

    assertThat(client.listNames("/input")).containsExactly("film.mkv");
    assertThat(client.retrieveFile("/input/preset.json", new ByteArrayOutputStream())).isFalse();
  }
}
