package reelyard.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The recordings of the real HandBrakeCLI 1.6.1; README.txt beside them says what each is. */
final class Samples {

  static final Path HOME = Path.of(System.getProperty("reelyard.home", "")).toAbsolutePath();
  static final Path FOLDER = HOME.resolve("src-test/handbrake-samples");
  static final String STAND_IN = HOME.resolve("src-test/standin/HandBrakeCLI").toString();

  private Samples() {}

  static List<String> names(String ending) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a recorded stderr tells. */
  static LogFacts facts(String name) {
    LogFacts facts = new LogFacts();
    LineSplitter lines = new LineSplitter(facts::line);
    lines.feed(ByteBuffer.wrap(bytes(name)));
    lines.end();
    return facts;
  }

  /** The reports of a recorded stdout, cut in two at a place. */
  static List<Report> reports(byte[] stdout, int cut) {
    List<Report> reports = new ArrayList<>();
    BlockParser parser =
        new BlockParser(
            (label, json, length) ->
                ReportReader.read(label, json, length).ifPresent(reports::add));
    parser.feed(ByteBuffer.wrap(stdout, 0, cut));
    parser.feed(ByteBuffer.wrap(stdout, cut, stdout.length - cut));
    return reports;
  }
}
