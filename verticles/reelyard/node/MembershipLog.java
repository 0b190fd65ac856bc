package reelyard.node;

import com.hazelcast.cluster.InitialMembershipEvent;
import com.hazelcast.cluster.InitialMembershipListener;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who joined and who left, and passes it on that members changed or this process left. */
final class MembershipLog implements InitialMembershipListener, LifecycleListener {

  private static final Logger log = LoggerFactory.getLogger(MembershipLog.class);

  private final LiveMembers members;
  private final Runnable whenChanged;
  private final Runnable whenLeft;

  MembershipLog(LiveMembers members, Runnable whenChanged, Runnable whenLeft) {
    this.whenChanged = whenChanged;
    this.members = members;
    this.whenLeft = whenLeft;
  }

  @Override
  public void init(InitialMembershipEvent event) {
    event.getMembers().forEach(this::remember);
  }

  private void remember(Member member) {
    if (!member.localMember()) {
      members.remember(member.getSocketAddress());
    }
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    event.getMembers().forEach(this::remember);
    if (!event.getMember().localMember()) {
      tell(event, "joined");
    }
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    tell(event, "left");
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    switch (event.getState()) {
      case MERGED -> {
        log.info("the cluster was split and is one again");
        whenChanged.run();
      }
      case MERGE_FAILED -> log.error("the cluster stays split: restart this process");
      case SHUTDOWN -> whenLeft.run();
      default -> log.debug("cluster: {}", event.getState());
    }
  }

  private void tell(MembershipEvent event, String what) {
    log.info(
        "member {}:{} {}, {} now",
        event.getMember().getAddress().getHost(),
        event.getMember().getAddress().getPort(),
        what,
        event.getMembers().size());
    whenChanged.run();
  }
}
