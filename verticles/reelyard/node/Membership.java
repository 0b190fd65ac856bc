package reelyard.node;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.HazelcastException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;

/** How this process becomes a member of its farm's cluster, by Hazelcast over TCP alone. */
final class Membership {

  private Membership() {}

  /**
   * A cluster manager that has not joined yet.
   *
   * @param seen the file of members seen before, or null
   */
  static FreshClusterManager manager(
      String farm, ClusterConfig cluster, Path seen, Runnable whenLeft) {
    LiveMembers members = new LiveMembers(cluster.candidates(), new SeenMembers(seen));
    Config config = hazelcast(farm, cluster, members);
    FreshClusterManager manager = new FreshClusterManager(config);
    config.addListenerConfig(
        new ListenerConfig(new MembershipLog(members, manager::refresh, whenLeft)));
    return manager;
  }

  private static Config hazelcast(String farm, ClusterConfig cluster, LiveMembers members) {
    Config config = new Config().setClusterName(farm);
    config
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.health.monitoring.level", "OFF")
        // Vert.x tells it when to leave.
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        // Listens at cluster.host alone; the default is every interface.
        .setProperty("hazelcast.socket.bind.any", "false")
        // Two cold nodes in 5 s: the default waits that long for more members to show up.
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        // A frozen member is noticed after 10 s, not after 60 s.
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "10")
        // What is asked of a member that froze or left fails after 15 s, not after a minute: longer
        // than it takes to notice that it is gone, so that nothing fails which can still be
        // answered.
        .setProperty("hazelcast.operation.call.timeout.millis", "15000")
        // Halves of a split look for each other every 3 s, not first after 5 minutes.
        .setProperty("hazelcast.merge.first.run.delay.seconds", "3")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "3")
        // LiveMembers remembers them better.
        .setProperty("hazelcast.tcp.join.previously.joined.member.address.retention.seconds", "0")
        // A farm says little: few threads keep an idle process small.
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.io.thread.count", "1");
    config.getMetricsConfig().setEnabled(false);
    NetworkConfig network =
        config
            .getNetworkConfig()
            .setPort(cluster.port())
            .setPortAutoIncrement(true)
            .setPortCount(cluster.portCount());
    network.getInterfaces().setEnabled(true).addInterface(address(cluster.host()));
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.setTcpIpConfig(members);
    members.setEnabled(true).setConnectionTimeoutSeconds(1);
    // What vertx-hazelcast needs for its subscriptions; a copy each survives the loss of a member.
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(1)
            .setValueCollectionType(ValueCollectionType.SET));
    config.addMapConfig(new MapConfig("__vertx.haInfo"));
    config.addMapConfig(new MapConfig("__vertx.nodeInfo"));
    return config;
  }

  /**
   * Refuses a host that other members could not reach because it is not this machine's, and keys
   * that cannot be read.
   */
  static void check(ClusterConfig cluster) throws BadConfigException {
    cluster.tls().check();
    try {
      InetAddress address = InetAddress.getByName(cluster.host());
      if (NetworkInterface.getByInetAddress(address) != null) {
        return;
      }
    } catch (IOException e) {
      throw new BadConfigException(
          "cluster: host " + cluster.host() + " cannot be found: " + e.getMessage());
    }
    throw new BadConfigException(
        "cluster: host " + cluster.host() + " is not an address of this machine");
  }

  /** Refuses a staging that sends the workers of other machines to themselves. */
  static void checkStaging(FarmConfig config) throws BadConfigException {
    String cluster = config.cluster().host();
    String staging = config.staging().host();
    if (isLoopback(staging) && !isLoopback(cluster)) {
      throw new BadConfigException(
          "staging: host "
              + staging
              + " cannot be reached from other machines, which cluster.host "
              + cluster
              + " lets in: set staging.host to "
              + cluster);
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (IOException e) {
      // Whoever listens there says so better.
      return MemberAddress.isLoopback(host);
    }
  }

  /** Why the cluster did not come up, in one line with the remedy where there is one. */
  static String explain(ClusterConfig cluster, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HazelcastException
          && String.valueOf(cause.getMessage()).contains("bind")) {
        int last = cluster.port() + cluster.portCount() - 1;
        return "no port from "
            + cluster.port()
            + " to "
            + last
            + " is free at "
            + cluster.host()
            + ": change cluster.port or cluster.portCount in the configuration";
      }
    }
    return FarmStartException.inOneLine(failure);
  }

  private static String address(String host) {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (IOException e) {
      throw new IllegalStateException("checked before: " + host, e);
    }
  }
}
