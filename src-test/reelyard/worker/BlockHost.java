package reelyard.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.ftpserver.filesystem.nativefs.NativeFileSystemFactory;
import org.apache.ftpserver.ftplet.FileSystemFactory;
import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import reelyard.ftp.Bandwidth;
import reelyard.ftp.BandwidthLimits;
import reelyard.ftp.ChannelFile;
import reelyard.ftp.FtpCommands;
import reelyard.ftp.FtpOptions;
import reelyard.ftp.FtpService;
import reelyard.ftp.Limits;
import reelyard.ftp.PassiveConnections;
import reelyard.ftp.Range;
import reelyard.message.BlockHashes;
import reelyard.tls.Identity;

/** Reelyard's own FTP server before one folder, whose bytes can be cut, flipped and counted. */
final class BlockHost implements AutoCloseable {

  static final String USER = "door";
  static final String PASSWORD = "sesame-open";

  private static final int HANG_UP_EACH = 5;

  private static final Limits LIMITS =
      new Limits(1000, 1000, 1000, 1000, 60, 1000, 10_000, 1024, 600, 60, 1);

  /** Bytes that went over data connections. */
  final AtomicLong moved = new AtomicLong();

  /** Commands with their arguments. */
  final List<String> commands = new CopyOnWriteArrayList<>();

  /** Positions in files whose byte is another one when it passes, once each. */
  final Queue<Long> flips = new ConcurrentLinkedQueue<>();

  /** After how many bytes all connections break, again and again; null never. */
  volatile LongSupplier cuts;

  private final AtomicLong untilCut = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong done = new AtomicLong();
  private final Path folder;
  private final FtpService service;

  BlockHost(Path folder, Identity tls) throws FtpException {
    this.folder = folder;
    UserManager users = new PropertiesUserManagerFactory().createUserManager();
    BaseUser user = new BaseUser();
    user.setName(USER);
    user.setPassword(PASSWORD);
    user.setHomeDirectory(folder.toString());
    user.setAuthorities(List.of(new WritePermission()));
    users.save(user);
    NativeFileSystemFactory files = new NativeFileSystemFactory();
    FileSystemFactory watched = who -> new View(files.createFileSystemView(who));
    service =
        FtpService.start(
            new FtpOptions(
                "test",
                "127.0.0.1",
                0,
                new PassiveConnections("0", "", LIMITS),
                LIMITS,
                new Bandwidth(new BandwidthLimits(0, 0, List.of())),
                tls,
                users,
                watched,
                FtpCommands.create(Set.of(), Map.of()),
                FtpHost.noting(commands)));
  }

  String url(String below) {
    return service.url(below + "/");
  }

  /** Tells the truth about what lies in its folder. */
  TheirHashes hashes() {
    return (path, from, count) -> {
      BlockHashes told = FileOfBlocks.hashes(folder.resolve(path), from, count);
      return CompletableFuture.completedFuture(told);
    };
  }

  /** From now on. */
  void cutAfter(LongSupplier bytes) {
    cuts = bytes;
    untilCut.set(bytes.getAsLong());
  }

  @Override
  public void close() {
    service.stop();
  }

  /** How many of so many bytes pass before the connection breaks. */
  private int pass(int count) {
    long left = untilCut.getAndAdd(-count);
    int passing = (int) Math.max(0, Math.min(left, count));
    moved.addAndGet(passing);
    return passing;
  }

  /** Mostly the data connection alone, for the control connection's last words get lost too. */
  private void cut() {
    untilCut.set(cuts.getAsLong());
    if (done.incrementAndGet() % HANG_UP_EACH == 0) {
      service.hangUp(any -> true);
    }
  }

  private void flip(ByteBuffer bytes, long position) {
    for (Long flip : new ArrayDeque<>(flips)) {
      long at = flip - position;
      if (at >= bytes.position() && at < bytes.limit() && flips.remove(flip)) {
        bytes.put((int) at, (byte) ~bytes.get((int) at));
      }
    }
  }

  private final class View implements FileSystemView {

    private final FileSystemView files;

    View(FileSystemView files) {
      this.files = files;
    }

    @Override
    public FtpFile getHomeDirectory() throws FtpException {
      return files.getHomeDirectory();
    }

    @Override
    public FtpFile getWorkingDirectory() throws FtpException {
      return files.getWorkingDirectory();
    }

    @Override
    public boolean changeWorkingDirectory(String path) throws FtpException {
      return files.changeWorkingDirectory(path);
    }

    @Override
    public FtpFile getFile(String path) throws FtpException {
      FtpFile file = files.getFile(path);
      return file.isDirectory() ? file : new Watched(file);
    }

    @Override
    public boolean isRandomAccessible() {
      return true;
    }

    @Override
    public void dispose() {
      files.dispose();
    }
  }

  private final class Watched implements ChannelFile {

    private final FtpFile file;

    Watched(FtpFile file) {
      this.file = file;
    }

    private Path path() {
      return folder.resolve(file.getAbsolutePath().substring(1));
    }

    @Override
    public ReadableByteChannel read(Range range) throws IOException {
      FileChannel channel = FileChannel.open(path()).position(range.from());
      long end = range.exact() ? range.from() + range.count() : channel.size();
      return new ReadableByteChannel() {
        @Override
        public int read(ByteBuffer target) throws IOException {
          long at = channel.position();
          if (at >= end) {
            return -1;
          }
          int most = (int) Math.min(target.remaining(), end - at);
          byte[] bytes = new byte[pass(most)];
          ByteBuffer some = ByteBuffer.wrap(bytes);
          channel.read(some);
          some.flip();
          flip(some, at);
          target.put(some);
          if (bytes.length == 0) {
            cut();
            throw new IOException("cut");
          }
          return bytes.length;
        }

        @Override
        public boolean isOpen() {
          return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }

    @Override
    public WritableByteChannel write(Range range) throws IOException {
      FileChannel channel =
          FileChannel.open(path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.position(range.from());
      if (!range.exact()) {
        channel.truncate(range.from());
      }
      return new WritableByteChannel() {
        @Override
        public int write(ByteBuffer source) throws IOException {
          int count = source.remaining();
          byte[] bytes = new byte[count];
          source.get(bytes);
          ByteBuffer some = ByteBuffer.wrap(bytes, 0, pass(count));
          flip(some, channel.position());
          boolean whole = some.remaining() == count;
          channel.write(some);
          if (!whole) {
            cut();
            throw new IOException("cut");
          }
          return count;
        }

        @Override
        public boolean isOpen() {
          return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }

    @Override
    public String getAbsolutePath() {
      return file.getAbsolutePath();
    }

    @Override
    public String getName() {
      return file.getName();
    }

    @Override
    public boolean isHidden() {
      return file.isHidden();
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public boolean isFile() {
      return file.isFile();
    }

    @Override
    public boolean doesExist() {
      return file.doesExist();
    }

    @Override
    public boolean isReadable() {
      return file.isReadable();
    }

    @Override
    public boolean isWritable() {
      return file.isWritable();
    }

    @Override
    public boolean isRemovable() {
      return false;
    }

    @Override
    public String getOwnerName() {
      return file.getOwnerName();
    }

    @Override
    public String getGroupName() {
      return file.getGroupName();
    }

    @Override
    public int getLinkCount() {
      return file.getLinkCount();
    }

    @Override
    public long getLastModified() {
      return file.getLastModified();
    }

    @Override
    public boolean setLastModified(long millis) {
      return false;
    }

    @Override
    public long getSize() {
      return file.getSize();
    }

    @Override
    public Object getPhysicalFile() {
      return file.getPhysicalFile();
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
    public List<? extends FtpFile> listFiles() {
      return List.of();
    }

    @Override
    public OutputStream createOutputStream(long offset) throws IOException {
      return file.createOutputStream(offset);
    }

    @Override
    public InputStream createInputStream(long offset) throws IOException {
      return file.createInputStream(offset);
    }
  }
}
