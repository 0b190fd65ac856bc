package reelyard.ftp;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;

/** Whether a client may say one more command now: it neither hurries nor leaves replies unread. */
final class CommandRate {

  private static final AttributeKey BUCKET = new AttributeKey(CommandRate.class, "bucket");

  private static final long MOST_UNREAD_BYTES = 256 * 1024;

  private final int perSecond;
  private final TimeMeter meter;

  CommandRate(int perSecond, TimeMeter meter) {
    this.perSecond = perSecond;
    this.meter = meter;
  }

  /** Counts one command; commands of a connection come one after the other. */
  boolean allows(IoSession session) {
    Bucket bucket = (Bucket) session.getAttribute(BUCKET);
    if (bucket == null) {
      bucket =
          Bucket.builder()
              .withCustomTimePrecision(meter)
              .addLimit(
                  limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
              .build();
      session.setAttribute(BUCKET, bucket);
    }
    return bucket.tryConsume(1) && session.getScheduledWriteBytes() <= MOST_UNREAD_BYTES;
  }
}
