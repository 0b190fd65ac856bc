package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuietShowTest {

  private final PrintStream err = System.err;
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final RunSubject subject = new RunSubject(1, "http://farm/");
  private final QuietShow show = new QuietShow(job -> {});

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setErr(err);
  }

  private void draw(boolean lost) {
    show.draw(List.of(), subject.scene(new FarmPicture(), lost));
  }

  @Test
  void tells_once_that_the_manager_is_away_and_once_that_it_is_back() {
    draw(false);
    draw(true);
    draw(true);
    draw(false);

    assertThat(complained.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "reelyard: no answer from the manager at http://farm/; trying again",
            "reelyard: the manager answers again");
  }
}
