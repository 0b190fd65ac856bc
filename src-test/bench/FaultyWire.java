package bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wire between an FTP client and an FTP server on this machine that breaks as it is told. It
 * rewrites the replies to PASV and EPSV, so that data connections run through it, too; where they
 * are encrypted, it stands at another address of this machine, with the server's own data ports.
 */
final class FaultyWire implements AutoCloseable {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  /** EPSV names a port alone: clients look for it where they reached the server. */
  private static final String ANOTHER_ADDRESS = "127.0.0.2";

  private static final int PATIENCE_MILLIS = 30_000;

  // 227 Entering Passive Mode (h1,h2,h3,h4,p1,p2), RFC 959; 229 ... (|||port|), RFC 2428.
  private static final Pattern PASSIVE = Pattern.compile("^227 .*?(\\d+),(\\d+),\\d+,\\d+,.*");
  private static final Pattern PASSIVE_PORT = Pattern.compile(".*,(\\d+),(\\d+)\\D*$");
  private static final Pattern EXTENDED = Pattern.compile("^229 .*\\(\\|\\|\\|(\\d+)\\|\\).*");

  private final int serverPort;
  private final WireFaults faults;
  private final boolean encrypted;
  private final ServerSocket front;
  private final Set<Socket> controls = ConcurrentHashMap.newKeySet();
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong carried = new AtomicLong();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "wire");
            thread.setDaemon(true);
            return thread;
          });

  FaultyWire(int serverPort, WireFaults faults) throws IOException {
    this(serverPort, faults, HERE, false);
  }

  private FaultyWire(int serverPort, WireFaults faults, InetAddress at, boolean encrypted)
      throws IOException {
    this.serverPort = serverPort;
    this.faults = faults;
    this.encrypted = encrypted;
    this.front = kept(new ServerSocket(0, 50, at));
    threads.execute(this::accept);
  }

  /** One to a server whose replies cannot be read, and that has these data ports alone. */
  static FaultyWire encrypted(int serverPort, Iterable<Integer> dataPorts, WireFaults faults)
      throws IOException {
    InetAddress at = InetAddress.getByName(ANOTHER_ADDRESS);
    FaultyWire wire = new FaultyWire(serverPort, faults, at, true);
    for (int port : dataPorts) {
      ServerSocket door = wire.kept(new ServerSocket(port, 50, at));
      wire.threads.execute(() -> wire.acceptData(door, port));
    }
    return wire;
  }

  /** An address of the server, such as {@code ftp://127.0.0.1:2121/}, as clients shall use it. */
  String through(String url) {
    String host = front.getInetAddress().getHostAddress();
    return url.replaceFirst("//[^/]*/", "//" + host + ":" + front.getLocalPort() + "/");
  }

  /** Bytes of files that went through, those sent again included. */
  long carriedBytes() {
    return carried.get();
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        Socket client = kept(front.accept());
        threads.execute(() -> control(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void acceptData(ServerSocket door, int port) {
    while (!door.isClosed()) {
      try {
        Socket client = kept(door.accept());
        threads.execute(() -> data(client, port, () -> hangUp(controls)));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void control(Socket client) {
    try (client;
        Socket server = kept(new Socket(HERE, serverPort))) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      threads.execute(() -> copy(client, server));
      if (encrypted) {
        controls.addAll(Set.of(client, server));
        copy(server, client);
        return;
      }
      BufferedReader replies =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      WireReplies out = new WireReplies(client.getOutputStream(), faults);
      for (String line = replies.readLine(); line != null; line = replies.readLine()) {
        out.pass(rewritten(line, () -> hangUp(Set.of(client, server))));
      }
    } catch (IOException e) {
      // One end is gone, and with it the other.
    }
  }

  /** What is said goes through as it comes. */
  private static void copy(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other direction ends as well.
    }
  }

  private String rewritten(String line, Runnable cutsControl) throws IOException {
    Matcher extended = EXTENDED.matcher(line);
    if (extended.matches()) {
      int port = listen(Integer.parseInt(extended.group(1)), cutsControl);
      return "229 Entering Passive Mode (|||" + port + "|)";
    }
    Matcher passive = PASSIVE_PORT.matcher(line);
    if (PASSIVE.matcher(line).matches() && passive.matches()) {
      int high = Integer.parseInt(passive.group(1));
      int port = listen(high * 256 + Integer.parseInt(passive.group(2)), cutsControl);
      return "227 Entering Passive Mode (127,0,0,1,%d,%d)".formatted(port / 256, port % 256);
    }
    return line;
  }

  private int listen(int dataPort, Runnable cutsControl) throws IOException {
    ServerSocket door = kept(new ServerSocket(0, 1, HERE));
    door.setSoTimeout(PATIENCE_MILLIS);
    threads.execute(
        () -> {
          try (door) {
            data(kept(door.accept()), dataPort, cutsControl);
          } catch (IOException e) {
            // A client that never came.
          }
        });
    return door.getLocalPort();
  }

  private void data(Socket client, int dataPort, Runnable cutsControl) {
    try (client;
        Socket server = kept(new Socket(HERE, dataPort))) {
      WireData data = new WireData(faults, carried);
      Thread up = new Thread(() -> data.carry(client, server), "wire up");
      up.setDaemon(true);
      up.start();
      data.carry(server, client);
      up.join();
      data.end();
      if (data.cutsControl()) {
        cutsControl.run();
      }
    } catch (IOException e) {
      // A server that went.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hangUp(Set<Socket> sockets) {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // It was closed before.
      }
    }
  }

  private <T extends Closeable> T kept(T socket) {
    open.add(socket);
    return socket;
  }

  @Override
  public void close() throws IOException {
    for (Closeable socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  /** Writes a reply's line, as FTP has it. */
  static void line(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
