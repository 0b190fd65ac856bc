package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.bus.RefusedException;
import reelyard.message.LogPart;
import reelyard.message.ReadLog;

class LogReaderTest {

  private static final String TEXT = "command\n<b>naïve</b> 🎬 film\n".repeat(5);

  @TempDir Path folder;
  private Path logs;
  private LogReader reader;

  @BeforeEach
  void keep_a_log() throws Exception {
    logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(logs.resolve("j1.2.log"), TEXT);
    reader = new LogReader("attic", logs);
  }

  @Test
  void gives_the_whole_log_part_by_part_and_never_half_a_character() {
    for (int most = 16; most < 40; most++) {
      StringBuilder whole = new StringBuilder();
      LogPart part;
      long from = 0;
      do {
        part = reader.read(new ReadLog("j1", 2, from, most), true);
        assertThat(part.fromByte()).isEqualTo(from);
        assertThat(part.nextByte()).isGreaterThan(from).isLessThanOrEqualTo(from + most);
        whole.append(part.text());
        from = part.nextByte();
      } while (from < part.totalBytes());
      assertThat(whole).hasToString(TEXT);
    }
  }

  @Test
  void begins_behind_a_character_that_was_cut_when_asked_from_the_end() {
    int total = TEXT.getBytes(UTF_8).length;
    for (int back = 1; back < 40; back++) {
      LogPart part = reader.read(new ReadLog("j1", 2, -back, 0), false);
      assertThat(part.text()).doesNotContain("\uFFFD");
      assertThat(TEXT).endsWith(part.text());
      assertThat(part.fromByte()).isBetween((long) total - back, total - back + 3L);
      assertThat(part.nextByte()).isEqualTo(part.totalBytes()).isEqualTo(total);
    }
    assertThat(reader.read(new ReadLog("j1", 2, -total * 3L, 0), false).text()).isEqualTo(TEXT);
  }

  @Test
  void waits_for_the_rest_of_a_character_while_the_log_grows() throws Exception {
    byte[] film = "a🎬".getBytes(UTF_8);
    Path log = logs.resolve("j1.3.log");
    Files.write(log, new byte[] {film[0], film[1], film[2]});

    LogPart growing = reader.read(new ReadLog("j1", 3, 0, 0), true);
    assertThat(growing.text()).isEqualTo("a");
    assertThat(growing.nextByte()).isEqualTo(1);
    assertThat(growing.live()).isTrue();

    Files.write(log, film);
    assertThat(reader.read(new ReadLog("j1", 3, growing.nextByte(), 0), true).text())
        .isEqualTo("🎬");
  }

  @Test
  void gets_on_through_bytes_that_are_no_text() throws Exception {
    byte[] noise = new byte[1000];
    Arrays.fill(noise, (byte) 0xBF);
    noise[999] = (byte) 0xF0;
    Files.write(logs.resolve("j1.4.log"), noise);
    long from = 0;
    for (int i = 0; i < 1000 && from < 1000; i++) {
      LogPart part = reader.read(new ReadLog("j1", 4, from, 16), false);
      assertThat(part.nextByte()).isGreaterThan(from);
      from = part.nextByte();
    }
    assertThat(from).isEqualTo(1000);
  }

  @Test
  void has_nothing_beyond_the_end() {
    LogPart part = reader.read(new ReadLog("j1", 2, 1L << 40, 0), false);
    assertThat(part.text()).isEmpty();
    assertThat(part.fromByte()).isEqualTo(part.totalBytes()).isEqualTo(part.nextByte());
  }

  @Test
  void never_leaves_the_folder_of_logs() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.log"), "secret");
    Files.createSymbolicLink(logs.resolve("j1.5.log"), secret);
    Files.createDirectories(logs.resolve("j1.6.log"));
    for (int attempt : new int[] {5, 6, 7}) {
      assertThatThrownBy(() -> reader.read(new ReadLog("j1", attempt, 0, 0), false))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("keeps no log of attempt j1." + attempt);
    }
    for (String id : new String[] {"../secret", "a/b", "", "J1", "j1\0", ".."}) {
      assertThatThrownBy(() -> new ReadLog(id, 1, 0, 0)).hasMessageContaining("jobId must be");
    }
    assertThatThrownBy(() -> new ReadLog("j1", 1, 0, 1 << 30)).hasMessageContaining("mostBytes");
  }
}
