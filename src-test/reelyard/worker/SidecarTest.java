package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SidecarTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "film.de.srt, deu",
    "film.ger.srt, deu",
    "film.deu.srt, deu",
    "film.German.srt, deu",
    "film.eng.forced.srt, eng",
    "Film.EN.SDH.srt, eng",
    "film.pt-BR.ass, por",
    "film.fre.srt, fra",
    "film.srt, und",
    "it.srt, und",
    "film.2010.srt, und",
    "film.forced.srt, und",
    "film..srt, und",
    ".srt, und",
    "srt, und",
  })
  void reads_the_language_from_the_name(String name, String language) {
    assertThat(Sidecar.language(name)).isEqualTo(language);
  }

  @Test
  void tells_the_codeset_from_the_bytes() throws Exception {
    assertThat(of("ascii.srt", "Hello", UTF_8).codeset()).isEqualTo("UTF-8");
    assertThat(of("utf8.srt", "Grüße", UTF_8).codeset()).isEqualTo("UTF-8");
    assertThat(of("latin.srt", "Grüße", Charset.forName("windows-1252")).codeset())
        .isEqualTo("WINDOWS-1252");
    assertThat(of("wide.srt", "Grüße", UTF_16).codeset()).isEqualTo("UTF-16");
    assertThat(of("empty.srt", "", UTF_8).codeset()).isEqualTo("UTF-8");
  }

  @Test
  void tells_ssa_from_srt() throws Exception {
    assertThat(of("a.srt", "", UTF_8).ssa()).isFalse();
    assertThat(of("a.SSA", "", UTF_8).ssa()).isTrue();
    assertThat(of("a.ass", "", UTF_8).ssa()).isTrue();
  }

  private Sidecar of(String name, String text, Charset charset) throws Exception {
    return Sidecar.of(Files.write(folder.resolve(name), text.getBytes(charset)));
  }
}
