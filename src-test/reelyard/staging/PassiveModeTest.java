package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.FreePort;
import reelyard.message.ServedFiles;

/** Data connections behind routers, firewalls and other internet protocols. */
class PassiveModeTest {

  @TempDir Path temporary;

  private StagingHouse house;
  private ServedFiles served;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void pasv_answers_with_the_address_outside_and_urls_name_it() throws IOException {
    open(new JsonObject().put("externalAddress", "192.0.2.7"));

    assertThat(served.url()).startsWith("ftp://192.0.2.7:");
    try (RawFtp ftp = login()) {
      assertThat(ftp.send("PASV")).matches("227 .*\\(192,0,2,7,\\d+,\\d+\\).*");
      assertThat(ftp.send("EPSV")).matches("229 .*\\(\\|\\|\\|\\d+\\|\\).*");
    }
  }

  @Test
  void the_address_outside_may_be_a_name() throws IOException {
    open(new JsonObject().put("externalAddress", "localhost"));

    assertThat(served.url()).startsWith("ftp://localhost:");
    try (RawFtp ftp = login()) {
      assertThat(ftp.send("PASV")).matches("227 .*\\(127,0,0,1,\\d+,\\d+\\).*");
    }
  }

  @Test
  void a_name_that_is_no_address_costs_pasv_only() throws IOException {
    open(new JsonObject().put("externalAddress", "no-such-host.invalid"));
    try (RawFtp ftp = login()) {
      assertThat(ftp.send("PASV")).startsWith("425").contains("EPSV");
      assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
    }
  }

  @Test
  void the_port_that_pasv_names_is_the_one() throws IOException {
    open(new JsonObject());
    try (RawFtp ftp = login()) {
      List<String> numbers = List.of(ftp.send("PASV").replaceAll(".*\\(|\\).*", "").split(",", -1));
      int port = Integer.parseInt(numbers.get(4)) * 256 + Integer.parseInt(numbers.get(5));
      try (Socket data = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(ftp.send("RETR /input/film.mkv")).startsWith("150");
        assertThat(data.getInputStream().readAllBytes()).asString().isEqualTo("raw film");
        assertThat(ftp.reply()).startsWith("226");
      }
    }
  }

  @Test
  void epsv_takes_the_protocol_of_the_connection_and_no_other() throws IOException {
    open(new JsonObject());
    try (RawFtp ftp = login()) {
      assertThat(ftp.send("EPSV 1")).startsWith("229");
      assertThat(ftp.send("EPSV 2")).startsWith("522").contains("(1)");
      assertThat(ftp.send("EPSV 3")).startsWith("522");
      assertThat(ftp.send("EPSV all")).startsWith("200");
    }
  }

  @Test
  void over_ipv6_data_comes_by_epsv_and_pasv_says_so() throws IOException {
    assumeThat(hasIpv6()).as("this machine has IPv6").isTrue();
    open(new JsonObject().put("host", "::1"));

    assertThat(served.url()).startsWith("ftp://[::1]:");
    try (RawFtp ftp = RawFtp.loggedIn(served, ipv6())) {
      assertThat(ftp.send("PASV")).startsWith("425").contains("EPSV");
      assertThat(ftp.send("EPSV 1")).startsWith("522").contains("(2)");
      assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
    }
  }

  @Test
  void where_all_ports_are_in_use_a_client_is_told_and_may_come_again() throws IOException {
    int port = FreePort.take();
    open(
        new JsonObject()
            .put("passivePorts", Integer.toString(port))
            .put("limits", new JsonObject().put("portSeconds", 0)));
    try (RawFtp one = login();
        RawFtp other = login()) {
      assertThat(one.send("EPSV")).startsWith("229").contains("|" + port + "|");
      assertThat(other.send("EPSV")).startsWith("425").contains("again later");
      assertThat(other.send("PASV")).startsWith("425");

      assertThat(one.receive("RETR /input/film.mkv")).isEqualTo("raw film");
      assertThat(other.receive("RETR /input/film.mkv")).isEqualTo("raw film");
    }
  }

  @Test
  void a_client_waits_for_a_port_that_comes_back_in_time() throws Exception {
    open(new JsonObject().put("passivePorts", Integer.toString(FreePort.take())));
    try (RawFtp one = login();
        RawFtp other = login()) {
      one.send("EPSV");
      CompletableFuture<String> waiting =
          CompletableFuture.supplyAsync(() -> other.sendQuietly("EPSV"));
      one.send("ABOR");

      assertThat(waiting.get(60, TimeUnit.SECONDS)).startsWith("229");
    }
  }

  @Test
  void a_port_that_nobody_comes_to_is_not_held_for_long() throws Exception {
    open(
        new JsonObject()
            .put("passivePorts", Integer.toString(FreePort.take()))
            .put("limits", new JsonObject().put("dataIdleSeconds", 1).put("portSeconds", 20)));
    try (RawFtp one = login();
        RawFtp other = login()) {
      assertThat(one.send("EPSV")).startsWith("229");
      assertThat(other.send("EPSV")).startsWith("229");
      assertThat(one.send("RETR /input/film.mkv")).startsWith("503");
    }
  }

  @Test
  void a_port_that_another_program_has_is_passed_over() throws IOException {
    int first = twoFreePorts();
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), first));
      open(new JsonObject().put("passivePorts", first + "-" + (first + 1)));
      try (RawFtp ftp = login()) {
        for (int i = 0; i < 3; i++) {
          assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
        }
      }
    }
  }

  private void open(JsonObject changes) throws IOException {
    house = new StagingHouse(temporary, changes.put("tls", new JsonObject().put("mode", "never")));
    served = house.serve(house.attempt("job"));
  }

  private RawFtp login() throws IOException {
    return RawFtp.loggedIn(served);
  }

  private static InetAddress ipv6() throws IOException {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    return InetAddress.getByAddress(loopback);
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, ipv6())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static int twoFreePorts() throws IOException {
    for (int port = 20_000; port < 30_000; port += 7) {
      try (ServerSocket one = new ServerSocket(port);
          ServerSocket two = new ServerSocket(port + 1)) {
        return Math.min(one.getLocalPort(), two.getLocalPort());
      } catch (IOException e) {
        // Another pair.
      }
    }
    throw new IOException("no two free ports");
  }
}
