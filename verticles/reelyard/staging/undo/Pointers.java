package reelyard.staging.undo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.message.AttemptId;
import reelyard.message.JobId;

/** Where the undo bin of each replacement lies, so that it is found without looking everywhere. */
final class Pointers {

  private static final Pattern NAME = Pattern.compile("([a-z0-9]{1,32})\\.([1-9][0-9]{0,8})");

  private final Path folder;
  private final Steps steps;

  Pointers(Path folder, Steps steps) {
    this.folder = folder;
    this.steps = steps;
  }

  void put(AttemptId attempt, Path films) throws IOException {
    steps.makeFolder(folder);
    steps.write(folder.resolve(attempt.toString()), films.toString().getBytes(UTF_8));
  }

  void remove(AttemptId attempt) throws IOException {
    steps.delete(folder.resolve(attempt.toString()));
  }

  /** The folder of this attempt's films, null when it replaced nothing. */
  Path films(AttemptId attempt) throws IOException {
    Path pointer = folder.resolve(attempt.toString());
    if (!Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      return Path.of(Files.readString(pointer));
    } catch (InvalidPathException e) {
      throw new IOException(pointer + " names no folder", e);
    }
  }

  /** The attempts of this job, latest first. */
  List<AttemptId> of(JobId job) throws IOException {
    return all().stream()
        .filter(attempt -> attempt.jobId().equals(job.jobId()))
        .sorted(Comparator.comparingInt(AttemptId::attempt).reversed())
        .toList();
  }

  List<AttemptId> all() throws IOException {
    List<AttemptId> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> pointers = Files.newDirectoryStream(folder)) {
      for (Path pointer : pointers) {
        Matcher name = NAME.matcher(pointer.getFileName().toString());
        if (name.matches()) {
          all.add(new AttemptId(name.group(1), Integer.parseInt(name.group(2))));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }
}
