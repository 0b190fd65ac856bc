package reelyard.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import reelyard.node.Machine;
import reelyard.node.Machine.Door;

/** Looks whether ports are free or a farm's own, and whether the members can be reached. */
final class DoorCheck {

  private static final int PATIENCE_MILLIS = 2000;

  private final Machine machine;
  private final Predicate<Door> isManager;

  /**
   * @param isManager whether a manager's page answers there
   */
  DoorCheck(Machine machine, Predicate<Door> isManager) {
    this.machine = machine;
    this.isManager = isManager;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    machine.doors().forEach((key, door) -> findings.add(door(key, door)));
    findings.add(member());
    for (Map.Entry<String, List<Door>> member : machine.members().entrySet()) {
      findings.add(reach(member.getKey(), member.getValue()));
    }
    return findings;
  }

  private Finding door(String key, Door door) {
    String name = door.host() + ":" + door.port();
    if (door.port() == 0) {
      return Finding.ok(key, "any free port");
    }
    return switch (state(door)) {
      case FREE -> Finding.ok(key, name + " is free");
      case FOREIGN ->
          Finding.bad(
              key,
              door.host() + " is no address of this machine",
              "set " + key.replaceFirst("port$", "host") + " to one (ip addr lists them)");
      case HELD ->
          isManager.test(door)
              ? Finding.ok(key, name + " is held by a manager that runs")
              : Finding.warning(
                  key,
                  name + " is held by another program, or by a farm's",
                  "ss -ltnp tells by which; if it is none of this farm, end it, or set %s to another"
                          .formatted(key)
                      + " port");
    };
  }

  private Finding member() {
    Door first = machine.member();
    int free = 0;
    for (int i = 0; i < machine.memberPorts(); i++) {
      State state = state(new Door(first.host(), first.port() + i));
      if (state == State.FOREIGN) {
        return Finding.bad(
            "cluster.host",
            first.host() + " is no address of this machine",
            "set cluster.host to one that the other members reach (ip addr lists them)");
      }
      free += state == State.FREE ? 1 : 0;
    }
    String found =
        "%d of %d ports from %s:%d on are free"
            .formatted(free, machine.memberPorts(), first.host(), first.port());
    return free > 0
        ? Finding.ok("cluster.port", found)
        : Finding.bad(
            "cluster.port",
            found,
            "end processes of the farm that nobody needs, or raise cluster.portCount");
  }

  private Finding reach(String member, List<Door> doors) {
    for (Door door : doors) {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getByName(door.host()), door.port()),
            PATIENCE_MILLIS);
        return Finding.ok("member " + member, "answers at port " + door.port());
      } catch (UnknownHostException e) {
        return Finding.bad(
            "member " + member,
            "nobody knows this name",
            "name its address in cluster.members, or put the name into /etc/hosts");
      } catch (IOException e) {
        // The next port may be its.
      }
    }
    return isHere(doors.get(0).host())
        ? Finding.ok("member " + member, "is this machine, and no farm runs here")
        : Finding.bad(
            "member " + member,
            "does not answer at %d ports from %d on".formatted(doors.size(), doors.get(0).port()),
            "is the farm started there (./reelyard run manager --cluster), and does its firewall let"
                + " this machine in?");
  }

  private static boolean isHere(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Who has a port. */
  private enum State {
    FREE,
    HELD,
    FOREIGN
  }

  private static State state(Door door) {
    try (ServerSocket socket =
        new ServerSocket(door.port(), 1, InetAddress.getByName(door.host()))) {
      return socket.isBound() ? State.FREE : State.HELD;
    } catch (BindException e) {
      return isHere(door.host()) ? State.HELD : State.FOREIGN;
    } catch (IOException e) {
      return State.FOREIGN;
    }
  }
}
