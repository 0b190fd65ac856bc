package reelyard.node;

import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Hazelcast cluster manager, telling the event bus after every change of members who hears at
 * the addresses that it uses.
 *
 * <p>The event bus of Vert.x 5.0.8 remembers who hears at an address and relies on the events of
 * the cluster's map to keep that memory right: it takes no notice of registrationsLost, by which
 * cluster managers say that events may be missing. So after a split, or when a member is lost soon
 * after one was healed, messages would go to the lost member, and time out, for as long as it stays
 * away.
 */
final class FreshClusterManager extends HazelcastClusterManager {

  // The map needs a moment to settle after a change.
  private static final List<Duration> AFTER_A_CHANGE =
      List.of(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5));

  private static final int PRUNED_EVERY = 256;

  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private volatile Vertx vertx;
  private volatile RegistrationListener bus;

  FreshClusterManager(Config config) {
    super(config);
  }

  @Override
  public void init(Vertx itsVertx) {
    super.init(itsVertx);
    vertx = itsVertx;
  }

  @Override
  public void registrationListener(RegistrationListener listener) {
    super.registrationListener(listener);
    bus = listener;
  }

  @Override
  public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
    super.getRegistrations(
        address,
        (found, failure) -> {
          // The bus remembers nothing of addresses where nobody hears.
          if (failure == null && found != null && !found.isEmpty()) {
            remember(address);
          }
          promise.complete(found, failure);
        });
  }

  private void remember(String address) {
    if (used.add(address) && used.size() % PRUNED_EVERY == 0) {
      used.removeIf(any -> !bus.wantsUpdatesFor(any));
    }
  }

  /** Members changed: tells the bus what is true now, and again when things have settled. */
  void refresh() {
    if (bus != null) {
      AFTER_A_CHANGE.forEach(
          delay -> vertx.setTimer(delay.toMillis(), timer -> used.forEach(this::tell)));
    }
  }

  private void tell(String address) {
    if (!bus.wantsUpdatesFor(address)) {
      used.remove(address);
      return;
    }
    super.getRegistrations(
        address,
        (found, failure) -> {
          if (failure == null) {
            bus.registrationsUpdated(new RegistrationUpdateEvent(address, found));
          }
        });
  }
}
