package reelyard.staging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import org.apache.ftpserver.ftplet.FtpFile;
import reelyard.ftp.ChannelFile;
import reelyard.ftp.Range;
import reelyard.ftp.TransferRefused;

/** A name in a door's virtual tree: folder, input file, output file, or nothing. */
final class DoorFile implements ChannelFile {

  private static final String INPUT = "/input";
  private static final String OUTPUT = "/output";

  private final Door door;
  private final String path;
  private final SourceFile file;
  private final byte[] preset;
  private final Collection<String> names;
  private final PartFile part;

  DoorFile(Door door, String path) {
    this.door = door;
    this.path = path;
    InputTree input = door.input();
    PartFile output = door.output();
    String served = below(INPUT, path);
    boolean isServed = input != null && served != null;
    file = isServed ? input.file(served) : null;
    preset = isServed ? input.preset(served) : null;
    part = output != null && path.equals(OUTPUT + "/" + door.outputName()) ? output : null;
    if (path.equals("/")) {
      names = List.of(INPUT.substring(1), OUTPUT.substring(1));
    } else if (path.equals(OUTPUT)) {
      names = output != null && output.exists() ? List.of(door.outputName()) : List.of();
    } else if (path.equals(INPUT) && input == null) {
      names = List.of();
    } else {
      names = isServed ? input.names(served) : null;
    }
  }

  private static String below(String folder, String path) {
    if (path.equals(folder)) {
      return "";
    }
    return path.startsWith(folder + "/") ? path.substring(folder.length() + 1) : null;
  }

  @Override
  public String getAbsolutePath() {
    return path;
  }

  @Override
  public String getName() {
    return path.equals("/") ? "/" : path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isHidden() {
    return false;
  }

  @Override
  public boolean isDirectory() {
    return names != null;
  }

  @Override
  public boolean isFile() {
    return file != null || preset != null || (part != null && part.exists());
  }

  @Override
  public boolean doesExist() {
    return isDirectory() || isFile();
  }

  /** What is returned is nobody's to read again. */
  @Override
  public boolean isReadable() {
    return isDirectory() || file != null || preset != null;
  }

  @Override
  public boolean isWritable() {
    return part != null;
  }

  @Override
  public boolean isRemovable() {
    return false;
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
      return file == null ? 0 : Files.getLastModifiedTime(file.real()).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public boolean setLastModified(long millis) {
    return false;
  }

  @Override
  public long getSize() {
    if (file != null) {
      return file.bytes();
    }
    if (preset != null) {
      return preset.length;
    }
    return part == null ? 0 : part.size();
  }

  /** Null: where things really lie is not told. */
  @Override
  public Object getPhysicalFile() {
    return null;
  }

  @Override
  public boolean mkdir() {
    return false;
  }

  @Override
  public boolean delete() {
    return false;
  }

  @Override
  public boolean move(FtpFile target) {
    return false;
  }

  @Override
  public List<DoorFile> listFiles() {
    String prefix = path.equals("/") ? "/" : path + "/";
    return names == null
        ? null
        : names.stream().map(name -> new DoorFile(door, prefix + name)).toList();
  }

  @Override
  public WritableByteChannel write(Range range) throws IOException {
    if (part == null) {
      throw new TransferRefused(553, "Only the result may be stored, under its own name.");
    }
    return door.write(range);
  }

  @Override
  public ReadableByteChannel read(Range range) throws IOException {
    if (preset != null) {
      return InputTree.open(preset, range);
    }
    if (file == null) {
      throw new TransferRefused(550, "No file to be read has this name.");
    }
    return door.read(file, range);
  }

  @Override
  public OutputStream createOutputStream(long offset) {
    throw new UnsupportedOperationException("files move by blocks");
  }

  @Override
  public InputStream createInputStream(long offset) {
    throw new UnsupportedOperationException("files move by blocks");
  }
}
