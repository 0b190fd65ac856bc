package reelyard.node;

import com.hazelcast.config.TcpIpConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The member list with only those on it that listen now, and with those that were members before.
 *
 * <p>Hazelcast asks for the list whenever it looks for the cluster, and after a split waits 5 s for
 * each address where nobody listens, one after the other: with a few ports to try, a split would
 * take minutes to heal. And it must know the members that came by themselves: where the larger half
 * knows the smaller one but not the other way round, nobody would make the step.
 */
final class LiveMembers extends TcpIpConfig {

  private static final Logger log = LoggerFactory.getLogger(LiveMembers.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final List<MemberAddress> configured;
  private final SeenMembers seen;
  private final Set<String> unknownHosts = ConcurrentHashMap.newKeySet();

  LiveMembers(List<MemberAddress> configured, SeenMembers seen) {
    this.configured = List.copyOf(configured);
    this.seen = seen;
  }

  /** Remembers a member that joined. */
  void remember(InetSocketAddress member) {
    seen.add(member);
  }

  @Override
  public List<String> getMembers() {
    List<InetSocketAddress> candidates = new ArrayList<>(seen.all());
    for (MemberAddress member : configured) {
      try {
        candidates.add(new InetSocketAddress(InetAddress.getByName(member.host()), member.port()));
      } catch (UnknownHostException e) {
        if (unknownHosts.add(member.host())) {
          log.warn(
              "the name of the member {} cannot be resolved: while that is so, it is not asked",
              member.host());
        }
      }
    }
    try {
      return listening(candidates);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> listening(List<InetSocketAddress> candidates) throws IOException {
    List<String> found = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (InetSocketAddress candidate : candidates) {
        knock(selector, candidate, found);
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!selector.keys().isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          break;
        }
        selector.select(key -> heard(key, found), left);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    return found;
  }

  private static void knock(Selector selector, InetSocketAddress candidate, List<String> found)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_CONNECT, candidate);
    try {
      if (channel.connect(candidate)) {
        found.add(written(candidate));
        channel.close();
      }
    } catch (IOException e) {
      channel.close();
      log.debug("no member at {}: {}", candidate, e.getMessage());
    }
  }

  private static void heard(SelectionKey key, List<String> found) {
    InetSocketAddress candidate = (InetSocketAddress) key.attachment();
    try (SocketChannel channel = (SocketChannel) key.channel()) {
      if (channel.finishConnect()) {
        found.add(written(candidate));
      }
    } catch (IOException e) {
      log.debug("no member at {}: {}", candidate, e.getMessage());
    }
  }

  private static String written(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
