package bench;

import java.io.IOException;
import java.nio.file.Path;

/** One way to move files between two processes of this machine. */
interface TransferPath {

  String name();

  /** Whether each move starts programs and logs in, which is nothing that moves files. */
  default boolean startsPrograms() {
    return false;
  }

  /** Seconds to fetch the files into a folder. */
  double down(TransferLoad load, Path into) throws IOException;

  /** Seconds to return them to a folder. */
  double up(TransferLoad load, Path into) throws IOException;
}
