package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A subtitle file beside a film.
 *
 * @param ssa whether it is SSA or ASS, else SRT
 * @param language ISO 639-2, "und" when its name does not tell
 * @param codeset of its text
 */
record Sidecar(Path file, boolean ssa, String language, String codeset) {

  private static final long LARGEST_CHECKED = 16L << 20;

  /** Words of a file name that may follow the language. */
  private static final Set<String> REMARKS =
      Set.of("forced", "default", "sdh", "cc", "hi", "full", "foreign");

  private static final Map<String, String> LANGUAGES = languages();

  /** Looks at the file's name and its bytes. */
  static Sidecar of(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean ssa = name.endsWith(".ssa") || name.endsWith(".ass");
    return new Sidecar(file, ssa, language(name), codeset(file));
  }

  static String language(String fileName) {
    String[] parts = fileName.toLowerCase(Locale.ROOT).split("\\.", -1);
    int last = parts.length - 2;
    while (last > 0 && REMARKS.contains(parts[last])) {
      last--;
    }
    // The first part is the film's own name, whatever it looks like.
    return last < 1 ? "und" : LANGUAGES.getOrDefault(parts[last].replaceFirst("[-_].*", ""), "und");
  }

  private static String codeset(Path file) throws IOException {
    if (Files.size(file) > LARGEST_CHECKED) {
      return "UTF-8";
    }
    byte[] bytes = Files.readAllBytes(file);
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      return "UTF-16";
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return "UTF-8";
    } catch (CharacterCodingException e) {
      return "WINDOWS-1252";
    }
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  /** Codes of two and three letters and English names, to codes of three letters. */
  private static Map<String, String> languages() {
    Map<String, String> languages = new TreeMap<>();
    for (String code : Locale.getISOLanguages()) {
      Locale language = new Locale(code);
      String three = language.getISO3Language();
      languages.put(code, three);
      languages.put(three, three);
      languages.put(language.getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT), three);
    }
    // ISO 639-2 has two codes for these; HandBrake and Java speak the terminological ones.
    String bibliographic =
        "alb sqi arm hye baq eus bur mya chi zho cze ces dut nld fre fra geo kat ger deu gre ell"
            + " ice isl mac mkd mao mri may msa per fas rum ron slo slk tib bod wel cym";
    String[] codes = bibliographic.split(" ", -1);
    for (int i = 0; i < codes.length; i += 2) {
      languages.put(codes[i], codes[i + 1]);
    }
    return languages;
  }
}
