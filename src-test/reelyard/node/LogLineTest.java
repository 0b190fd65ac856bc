package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LogLineTest {

  @Test
  void an_event_is_one_line_whatever_its_words_hold() {
    LogRecord event = new LogRecord(Level.WARNING, "film \"a\nb\u001b[31m\r\" is gone\t!\n");
    event.setLoggerName("reelyard.staging.Shelf");

    assertThat(new LogLine().format(event))
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d WARN  Shelf: "
                + "film \"a\\\\nb\\\\u001b\\[31m\\\\u000d\" is gone\t!\n");
  }

  @Test
  void what_was_thrown_stands_below() {
    LogRecord event = new LogRecord(Level.SEVERE, "broke");
    event.setThrown(new IllegalStateException("because"));

    assertThat(new LogLine().format(event))
        .contains("ERROR ?: broke\njava.lang.IllegalStateException: because\n\tat ");
  }
}
