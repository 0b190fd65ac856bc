package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.JobView;

class JsonShowTest {

  @Test
  void hands_on_each_change_once() {
    List<JobView> told = new ArrayList<>();
    Scene scene = new RunSubject(2, "http://farm/").scene(new FarmPicture(), false);
    try (JsonShow show = new JsonShow(told::add)) {
      assertThat(show.wantsEveryChange()).isTrue();
      show.draw(List.of(Jobs.queued("a", "one"), Jobs.queued("b", "two")), scene);
      show.draw(List.of(Jobs.complete("a", "one")), scene);
    }
    assertThat(told)
        .containsExactly(
            Jobs.queued("a", "one"), Jobs.queued("b", "two"), Jobs.complete("a", "one"));
  }
}
