package reelyard.staging;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpException;

/**
 * The virtual tree of a door, seen from a working folder: /input and /output. Paths are looked up
 * in closed lists and never handed to the real file system.
 */
final class DoorView implements FileSystemView {

  private final Door door;
  private volatile String working = "/";

  DoorView(Door door) {
    this.door = door;
  }

  @Override
  public DoorFile getHomeDirectory() throws FtpException {
    return getFile("/");
  }

  @Override
  public DoorFile getWorkingDirectory() throws FtpException {
    return getFile(working);
  }

  @Override
  public boolean changeWorkingDirectory(String path) throws FtpException {
    DoorFile folder = getFile(path);
    if (!folder.isDirectory()) {
      return false;
    }
    working = folder.getAbsolutePath();
    return true;
  }

  @Override
  public DoorFile getFile(String path) throws FtpException {
    if (door.isClosed()) {
      throw new FtpException("the attempt ended");
    }
    return new DoorFile(door, absolute(path));
  }

  @Override
  public boolean isRandomAccessible() {
    return true;
  }

  @Override
  public void dispose() {
    working = "/";
  }

  private String absolute(String path) {
    String from = path.startsWith("/") ? path : working + "/" + path;
    Deque<String> names = new ArrayDeque<>();
    for (String name : from.split("/", -1)) {
      switch (name) {
        case "", "." -> {}
        case ".." -> names.pollLast();
        default -> names.add(name);
      }
    }
    return "/" + String.join("/", names);
  }
}
