package reelyard.login;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The users in a file, which only its owner may read; whoever reads it sees each change. */
public final class UserFile {

  private final LineFile<User> file;

  public UserFile(Path file) {
    this.file = new LineFile<>(file, User.class, "user", "reelyard user add");
  }

  public Path path() {
    return file.path();
  }

  /**
   * As they stand now; none when there is no file.
   *
   * @throws UserFileException when it cannot be read, or others may
   */
  public List<User> users() {
    return file.lines();
  }

  /** The one of this name. */
  Optional<User> user(String name) {
    return users().stream().filter(user -> user.name().equals(name)).findFirst();
  }

  /**
   * Puts others in their place.
   *
   * @throws UserFileException when it cannot be written
   */
  public void change(UnaryOperator<List<User>> change) {
    file.change(change);
  }
}
