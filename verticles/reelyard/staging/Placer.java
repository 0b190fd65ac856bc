package reelyard.staging;

import java.io.IOException;
import java.nio.file.Path;

/** Gives a whole, synced part file its final name, to stay. */
@FunctionalInterface
interface Placer {

  /**
   * Places it.
   *
   * @throws java.nio.file.FileAlreadyExistsException when the name is not free
   * @throws NotPlacedException when it must not be
   */
  void place(Path part, Path target) throws IOException;
}
