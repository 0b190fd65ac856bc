package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenMembersTest {

  @TempDir private Path folder;

  @Test
  void are_known_again_after_a_restart() {
    Path file = folder.resolve("state/farm.members");
    new SeenMembers(file).add(member(15702));
    SeenMembers again = new SeenMembers(file);
    again.add(other());
    assertThat(new SeenMembers(file).all()).containsExactly(member(15702), other());
  }

  @Test
  void are_as_many_as_can_be_asked() {
    SeenMembers seen = new SeenMembers(folder.resolve("farm.members"));
    for (int port = 1; port <= 300; port++) {
      seen.add(member(port));
    }
    assertThat(new SeenMembers(folder.resolve("farm.members")).all())
        .hasSize(200)
        .contains(member(300))
        .doesNotContain(member(100));
  }

  @Test
  void are_none_when_the_file_is_not_one_of_members() throws Exception {
    Path file = Files.writeString(folder.resolve("farm.members"), "not\na list of members: x\n");
    assertThat(new SeenMembers(file).all()).isEmpty();
  }

  private static InetSocketAddress member(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** With an address that has colons of its own. */
  private static InetSocketAddress other() {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    try {
      return new InetSocketAddress(InetAddress.getByAddress(loopback), 15703);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
