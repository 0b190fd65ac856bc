package bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * As fast as it goes without a protocol: all files of a folder over one connection, each its length
 * and its bytes by sendfile; nothing is hashed, nothing forced to the disk.
 */
final class RawTransfer {

  private static final int BUFFER_BYTES = 512 * 1024;
  private static final int MOST_NAME_BYTES = 4096;

  private RawTransfer() {}

  /** The server's process: tells its port, serves one connection after another. */
  public static void main(String[] args) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      System.out.println("ok");
      System.in.read();
      System.out.println("ok " + ((InetSocketAddress) server.getLocalAddress()).getPort());
      while (true) {
        SocketChannel client = server.accept();
        new Thread(() -> serve(client), "raw").start();
      }
    }
  }

  private static void serve(SocketChannel accepted) {
    try (SocketChannel client = accepted) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      boolean down = number(client) == 0;
      Path folder = Path.of(text(client));
      if (down) {
        send(client, files(folder));
      } else {
        receive(client, folder);
        number(client, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void down(int port, Path folder, Path into) throws IOException {
    try (SocketChannel server = connect(port)) {
      number(server, 0);
      text(server, folder.toString());
      receive(server, into);
    }
  }

  static void up(int port, List<Path> files, Path into) throws IOException {
    try (SocketChannel server = connect(port)) {
      number(server, 1);
      text(server, into.toString());
      send(server, files);
      number(server);
    }
  }

  private static SocketChannel connect(int port) throws IOException {
    SocketChannel server =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return server.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }

  private static void send(SocketChannel to, List<Path> files) throws IOException {
    number(to, files.size());
    for (Path file : files) {
      text(to, file.getFileName().toString());
      try (FileChannel in = FileChannel.open(file)) {
        long bytes = in.size();
        number(to, bytes);
        for (long at = 0; at < bytes; ) {
          at += in.transferTo(at, bytes - at, to);
        }
      }
    }
  }

  private static void receive(SocketChannel from, Path into) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    for (long files = number(from); files > 0; files--) {
      Path file = into.resolve(text(from));
      try (FileChannel out = FileChannel.open(file, CREATE_NEW, WRITE)) {
        for (long left = number(from); left > 0; ) {
          buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
          int read = from.read(buffer);
          if (read < 0) {
            throw new EOFException("the raw connection broke");
          }
          left -= read;
          buffer.flip();
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
        }
      }
    }
  }

  private static void number(SocketChannel to, long number) throws IOException {
    write(to, ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }

  private static long number(SocketChannel from) throws IOException {
    return read(from, Long.BYTES).getLong();
  }

  private static void text(SocketChannel to, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(to, bytes.length);
    write(to, ByteBuffer.wrap(bytes));
  }

  private static String text(SocketChannel from) throws IOException {
    int bytes = (int) Math.min(number(from), MOST_NAME_BYTES);
    return new String(read(from, bytes).array(), StandardCharsets.UTF_8);
  }

  private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static ByteBuffer read(SocketChannel from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        throw new EOFException("the raw connection broke");
      }
    }
    return buffer.flip();
  }
}
