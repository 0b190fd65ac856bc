package bench;

import java.io.IOException;
import java.nio.file.Path;

/** One way to move files between two processes of this machine. */
interface TransferPath {

  String name();

  /** Seconds to fetch the files into a folder. */
  double down(TransferLoad load, Path into) throws IOException;

  /** Seconds to return them to a folder. */
  double up(TransferLoad load, Path into) throws IOException;
}
