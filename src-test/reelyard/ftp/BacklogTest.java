package reelyard.ftp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilter.NextFilter;
import org.apache.mina.core.session.DummySession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private final LogLines log = new LogLines(Refusals.class.getName());
  private final Backlog backlog = new Backlog(1_000, new Refusals("staging"));
  private final DummySession session = new DummySession();
  private final Queue<Object> passedOn = new ArrayDeque<>();
  private final NextFilter next =
      (NextFilter)
          Proxy.newProxyInstance(
              NextFilter.class.getClassLoader(),
              new Class<?>[] {NextFilter.class},
              (proxy, method, arguments) -> {
                passedOn.add(arguments[arguments.length - 1]);
                return null;
              });

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void reads_no_more_while_commands_wait_and_goes_on_when_they_ran() throws Exception {
    for (int i = 0; i < 40; i++) {
      assertThat(session.isReadSuspended()).isEqualTo(i > 32);
      arrive("NOOP\r\n".repeat(170) + "\r\n\r\n");
    }
    for (int i = 40; i > 0; i--) {
      assertThat(session.isReadSuspended()).isEqualTo(i > 32);
      backlog.exit().messageReceived(next, session, passedOn.poll());
    }

    assertThat(session.isReadSuspended()).isFalse();
  }

  @Test
  void takes_lines_in_pieces() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      arrive("x".repeat(600));
      arrive("x".repeat(600) + "\r\nNO");
      arrive("OP\r\n");
      passedOn.forEach(bytes -> run(bytes));
      passedOn.clear();
    }

    assertThat(session.isClosing()).isFalse();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void hangs_up_on_a_line_without_an_end_and_keeps_nothing_of_it() throws Exception {
    arrive("x".repeat(1_500));
    arrive("x".repeat(1_500));

    assertThat(session.isClosing()).isTrue();
    assertThat(passedOn).hasSize(1);
    assertThat(log.lines()).hasSize(1);
  }

  private void arrive(String text) throws Exception {
    backlog.entry().messageReceived(next, session, IoBuffer.wrap(text.getBytes(US_ASCII)));
  }

  private void run(Object bytes) {
    try {
      backlog.exit().messageReceived(next(), session, bytes);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static NextFilter next() {
    return (NextFilter)
        Proxy.newProxyInstance(
            NextFilter.class.getClassLoader(),
            new Class<?>[] {NextFilter.class},
            (proxy, method, arguments) -> null);
  }
}
