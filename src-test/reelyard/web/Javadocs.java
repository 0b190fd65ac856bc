package reelyard.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the sources say of a record and its fields, as plain words. */
final class Javadocs {

  private static final Path HOME = Path.of(System.getProperty("reelyard.home"));

  private static final Pattern PARAM =
      Pattern.compile("(?s)@param (\\w+) (.*?)(?=@param |@return |@throws |$)");

  private Javadocs() {}

  /** What the type is; empty when it says nothing. */
  static String of(Class<?> type) {
    return plain(comment(type).replaceFirst("(?s)(^|\\s)@(param|throws|return) .*", ""));
  }

  /** What its fields are, of those that say something. */
  static Map<String, String> fields(Class<?> type) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher param = PARAM.matcher(comment(type));
    while (param.find()) {
      fields.put(param.group(1), plain(param.group(2)));
    }
    return fields;
  }

  private static String comment(Class<?> type) {
    String source = source(type);
    Matcher declared =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*(?:@\\w+\\s+)*(?:public )?(?:static )?(?:final )?"
                    + "(?:record|enum) "
                    + type.getSimpleName()
                    + "\\b")
            .matcher(source);
    return declared.find() ? declared.group(1).replaceAll("(?m)^\\s*\\* ?", " ").strip() : "";
  }

  private static String source(Class<?> type) {
    String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
    for (String folder : new String[] {"shared", "verticles"}) {
      Path path = HOME.resolve(folder).resolve(file);
      if (Files.exists(path)) {
        try {
          return Files.readString(path);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return "";
  }

  private static String plain(String words) {
    return words
        .replaceAll("\\{@(?:link|code) #?([^}]*)}", "$1")
        .replaceAll("\\{@value[^}]*}", "the default")
        .replaceAll("reelyard\\.[a-z.]+\\.", "")
        .replaceAll("</?[a-z]+>", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
