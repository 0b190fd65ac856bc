package reelyard.alert;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A mail server as RFC 5321 wants it, as far as senders of plain mails can tell. */
final class SmtpStandIn {

  /** A mail as it came, and for whom. */
  record Mail(String from, List<String> to, List<String> lines) {

    /** The header of that name, unfolded as RFC 2047 is read. */
    String header(String name) {
      StringBuilder value = null;
      for (String line : lines.subList(0, lines.indexOf(""))) {
        if (value != null && line.startsWith(" ")) {
          value.append("\r\n").append(line);
        } else if (value != null) {
          break;
        } else if (line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ": ")) {
          value = new StringBuilder(line.substring(name.length() + 2));
        }
      }
      return value == null ? null : WordsTest.decode(value.toString());
    }

    List<String> headerNames() {
      return lines.subList(0, lines.indexOf("")).stream()
          .filter(line -> !line.startsWith(" "))
          .map(line -> line.substring(0, line.indexOf(':')))
          .toList();
    }

    List<String> body() {
      return lines.subList(lines.indexOf("") + 1, lines.size());
    }
  }

  final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
  final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

  /** Accepts connections and says nothing. */
  volatile boolean silent;

  /** The reply to this recipient. */
  volatile String refused = "";

  volatile String refusal = "550 5.1.1 no such user";

  private final NetServer server;

  SmtpStandIn(Vertx vertx) {
    server = vertx.createNetServer().connectHandler(this::serve);
  }

  int listen(int port) throws Exception {
    return server
        .listen(port, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS)
        .actualPort();
  }

  private void serve(NetSocket socket) {
    if (!silent) {
      socket.handler(RecordParser.newDelimited("\r\n", new Session(socket)::hear));
      socket.write("220 stand-in\r\n");
    }
  }

  private final class Session {

    private final NetSocket socket;
    private final List<String> to = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private String from;
    private boolean data;

    Session(NetSocket socket) {
      this.socket = socket;
    }

    void hear(io.vertx.core.buffer.Buffer buffer) {
      String line = buffer.toString(StandardCharsets.UTF_8);
      if (data) {
        hearData(line);
        return;
      }
      commands.add(line);
      String verb = line.split("[ :]", 2)[0];
      switch (verb) {
        case "EHLO" -> reply("250-stand-in\r\n250-PIPELINING\r\n250 8BITMIME");
        case "MAIL" -> {
          from = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
          to.clear();
          reply("250 ok");
        }
        case "RCPT" -> {
          String address = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
          if (address.equals(refused)) {
            reply(refusal);
          } else {
            to.add(address);
            reply("250 ok");
          }
        }
        case "DATA" -> {
          data = !to.isEmpty();
          reply(data ? "354 go on" : "554 no valid recipients");
        }
        case "QUIT" -> socket.end(io.vertx.core.buffer.Buffer.buffer("221 bye\r\n"));
        default -> reply("250 ok");
      }
    }

    private void hearData(String line) {
      if (line.equals(".")) {
        data = false;
        mails.add(new Mail(from, List.copyOf(to), List.copyOf(lines)));
        lines.clear();
        reply("250 taken");
      } else {
        lines.add(line.startsWith(".") ? line.substring(1) : line);
      }
    }

    private void reply(String words) {
      socket.write(words + "\r\n");
    }
  }
}
