package reelyard.ftp;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;

/**
 * Reads no more from a client whose commands wait for a thread, so that what it sends ahead stays
 * on its own side; and hangs up on a line that does not end.
 */
final class Backlog {

  private static final AttributeKey WAITING = new AttributeKey(Backlog.class, "waiting");
  private static final AttributeKey LINE = new AttributeKey(Backlog.class, "line");

  private static final int MOST_BYTES = 32 * 1024;

  private final int longestLine;
  private final Refusals refusals;

  /** Longer lines are the decoder's to refuse; those much longer do not get there. */
  Backlog(int longestLine, Refusals refusals) {
    this.longestLine = longestLine;
    this.refusals = refusals;
  }

  /** Whether what came so far ends within a line. */
  static boolean isMidLine(IoSession session) {
    return (Integer) session.getAttribute(LINE, 0) > 0;
  }

  /** Stands before the threads. */
  IoFilterAdapter entry() {
    return new IoFilterAdapter() {
      @Override
      public void messageReceived(NextFilter next, IoSession session, Object message) {
        if (message instanceof IoBuffer bytes) {
          if (endless(session, bytes)) {
            refusals.refused(
                session.getRemoteAddress(), Refusals.Kind.COMMAND, "a command without an end");
            session.closeNow();
            return;
          }
          if (waiting(session).addAndGet(bytes.remaining()) > MOST_BYTES) {
            session.suspendRead();
          }
        }
        next.messageReceived(session, message);
      }
    };
  }

  /** Stands behind the threads. */
  IoFilterAdapter exit() {
    return new IoFilterAdapter() {
      @Override
      public void messageReceived(NextFilter next, IoSession session, Object message) {
        int count = message instanceof IoBuffer bytes ? bytes.remaining() : 0;
        try {
          next.messageReceived(session, message);
        } finally {
          if (waiting(session).addAndGet(-count) <= MOST_BYTES && session.isReadSuspended()) {
            session.resumeRead();
          }
        }
      }
    };
  }

  private boolean endless(IoSession session, IoBuffer bytes) {
    int last = -1;
    for (int i = bytes.limit() - 1; i >= bytes.position() && last < 0; i--) {
      last = bytes.get(i) == '\n' ? i : -1;
    }
    int behind = last < 0 ? bytes.remaining() : bytes.limit() - 1 - last;
    int before = last < 0 ? (Integer) session.getAttribute(LINE, 0) : 0;
    session.setAttribute(LINE, before + behind);
    return before + behind > 2 * longestLine;
  }

  private static AtomicInteger waiting(IoSession session) {
    AtomicInteger known = (AtomicInteger) session.getAttribute(WAITING);
    if (known != null) {
      return known;
    }
    AtomicInteger fresh = new AtomicInteger();
    Object raced = session.setAttributeIfAbsent(WAITING, fresh);
    return raced == null ? fresh : (AtomicInteger) raced;
  }
}
