package reelyard.web;

import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A program at the gateway that tries what it may: each try answers the refusal, or null. */
final class GatewayClient implements AutoCloseable {

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  /** Logs in, or fails with what the gateway says. */
  GatewayClient(int port, String secret) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    in = new DataInputStream(socket.getInputStream());
    // Length and content go together: else the network waits after each length.
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    JsonObject headers = new JsonObject().put("authorization", "Bearer " + secret);
    say(new JsonObject().put("type", "ping").put("headers", headers));
    JsonObject answer = hear();
    if (!answer.getString("type").equals("pong")) {
      socket.close();
      throw new IOException(answer.getString("message"));
    }
  }

  /** Nobody answers in these tests, and nothing is asked: that is no refusal. */
  String send(String address) throws IOException {
    say(frame("send", address).put("replyAddress", "r").put("body", new JsonObject()));
    return refusal(hear());
  }

  String register(String address) throws IOException {
    return silent("register", address);
  }

  String publish(String address) throws IOException {
    return silent("publish", address);
  }

  /** Who may is told nothing, so the pong comes at once. */
  private String silent(String type, String address) throws IOException {
    say(frame(type, address));
    say(new JsonObject().put("type", "ping"));
    JsonObject first = hear();
    if (first.getString("type").equals("pong")) {
      return null;
    }
    JsonObject second = hear();
    if (!second.getString("type").equals("pong")) {
      throw new IOException("no pong but " + second);
    }
    return refusal(first);
  }

  private static String refusal(JsonObject answer) {
    int code = answer.getInteger("failureCode", 0);
    return code == 401 || code == 403 ? answer.getString("message") : null;
  }

  private static JsonObject frame(String type, String address) {
    return new JsonObject().put("type", type).put("address", address);
  }

  private void say(JsonObject frame) throws IOException {
    byte[] bytes = frame.encode().getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  private JsonObject hear() throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
