package reelyard.cli;

import java.util.Iterator;
import java.util.List;

/** Words that shells offer where an option or argument takes text. */
final class Choices {

  private Choices() {}

  /** What workers can be told. */
  static final class Orders implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("pause", "drain", "resume", "retire", "test", "schedule", "share").iterator();
    }
  }

  /** What becomes of jobs when an hour closes. */
  static final class WhenClosed implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("finish", "pause", "give-back").iterator();
    }
  }

  /** Of users and tokens. */
  static final class Roles implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("viewer", "submitter", "operator", "admin").iterator();
    }
  }
}
