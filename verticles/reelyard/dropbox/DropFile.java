package reelyard.dropbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.ftpserver.ftplet.FtpFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.ftp.ChannelFile;
import reelyard.ftp.Range;
import reelyard.ftp.TransferRefused;

/**
 * A name as a user of the drop box sees it: the list of watched folders, something in one of them,
 * or nothing. What a job took belongs to the job: it is neither replaced nor renamed nor deleted.
 */
final class DropFile implements ChannelFile {

  private static final Logger log = LoggerFactory.getLogger(DropFile.class);

  private final DropView view;
  private final List<String> names;
  private final Place place;

  /**
   * @param place null when nothing is or can be there
   */
  DropFile(DropView view, List<String> names, Place place) {
    this.view = view;
    this.names = List.copyOf(names);
    this.place = place;
  }

  @Override
  public String getAbsolutePath() {
    return "/" + String.join("/", names);
  }

  @Override
  public String getName() {
    return names.isEmpty() ? "/" : names.get(names.size() - 1);
  }

  @Override
  public boolean isHidden() {
    return false;
  }

  @Override
  public boolean isDirectory() {
    return names.isEmpty() || (place != null && place.isFolder());
  }

  @Override
  public boolean isFile() {
    return place != null && (place.isFile() || place.isComing());
  }

  @Override
  public boolean doesExist() {
    return isDirectory() || isFile();
  }

  /** Files are handed in, not out. */
  @Override
  public boolean isReadable() {
    return isDirectory();
  }

  @Override
  public boolean isWritable() {
    return view.mayWrite() && place != null && place.mayCome() && !view.isTaken(place);
  }

  @Override
  public boolean isRemovable() {
    return view.mayWrite()
        && place != null
        && !place.isRoot()
        && doesExist()
        && !view.isTaken(place);
  }

  @Override
  public String getOwnerName() {
    return "reelyard";
  }

  @Override
  public String getGroupName() {
    return "reelyard";
  }

  @Override
  public int getLinkCount() {
    return 1;
  }

  @Override
  public long getLastModified() {
    try {
      return place == null
          ? 0
          : Files.getLastModifiedTime(real(), LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public boolean setLastModified(long millis) {
    try {
      if (!isRemovable() || !isFile()) {
        return false;
      }
      Files.setLastModifiedTime(real(), FileTime.fromMillis(millis));
      return true;
    } catch (IOException e) {
      return failed(e);
    }
  }

  @Override
  public long getSize() {
    try {
      return isFile() ? Files.size(real()) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private Path real() {
    return place.isComing() && !place.isFile() ? place.upload() : place.path();
  }

  /** Null: where things really lie is not told. */
  @Override
  public Object getPhysicalFile() {
    return null;
  }

  @Override
  public boolean mkdir() {
    try {
      if (!isWritable() || !place.isFree() || place.isComing()) {
        return false;
      }
      Files.createDirectory(place.path());
      return true;
    } catch (IOException e) {
      return failed(e);
    }
  }

  @Override
  public boolean delete() {
    try {
      if (!isRemovable()) {
        return false;
      }
      Files.delete(real());
      return true;
    } catch (IOException e) {
      return failed(e);
    }
  }

  @Override
  public boolean move(FtpFile target) {
    try {
      if (!isRemovable()
          || !(target instanceof DropFile to)
          || !to.isWritable()
          || to.doesExist()
          || !to.place.isFree()) {
        return false;
      }
      boolean coming = place.isComing() && !place.isFile();
      Files.move(
          real(), coming ? to.place.upload() : to.place.path(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      return failed(e);
    }
  }

  @Override
  public List<DropFile> listFiles() {
    if (names.isEmpty()) {
      return view.shares().stream().map(this::child).toList();
    }
    if (place == null || !place.isFolder()) {
      return null;
    }
    return place.names().stream().map(this::child).filter(DropFile::doesExist).toList();
  }

  private DropFile child(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return view.file(longer);
  }

  @Override
  public WritableByteChannel write(Range range) throws IOException {
    if (!isWritable()) {
      throw new TransferRefused(553, "Nothing may be stored under this name.");
    }
    return Upload.open(place, range, () -> view.isTaken(place));
  }

  @Override
  public ReadableByteChannel read(Range range) throws IOException {
    throw new TransferRefused(550, "Files are handed in here, not out.");
  }

  @Override
  public OutputStream createOutputStream(long offset) {
    throw new UnsupportedOperationException("files move by blocks");
  }

  @Override
  public InputStream createInputStream(long offset) {
    throw new UnsupportedOperationException("files move by blocks");
  }

  /** The server compares folders with where the user stands. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DropFile file && file.names.equals(names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  private static boolean failed(IOException e) {
    log.debug("a user's file could not be changed", e);
    return false;
  }
}
