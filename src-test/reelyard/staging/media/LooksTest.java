package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import reelyard.bus.RefusedException;
import reelyard.staging.Threads;

class LooksTest {

  private final Bench bench = new Bench();
  private final Workbench workbench = new Workbench(bench, 1);
  private final Looks<String> looks = new Looks<>(10);
  private final List<String> begun = new ArrayList<>();

  @Test
  void who_asks_the_same_joins_and_who_asks_later_gets_it_again() {
    Asker ann = ask("film", false);
    Asker bob = ask("film", false);
    bench.next();
    Asker cid = ask("film", false);

    assertThat(begun).containsExactly("film");
    assertThat(List.of(ann.answer(), bob.answer(), cid.answer())).containsOnly("film");
  }

  @Test
  void the_work_ends_when_the_last_asker_went() {
    Asker ann = ask("film", false);
    Asker bob = ask("film", false);

    ann.go();
    bob.go();
    bench.next();

    assertThat(begun).isEmpty();
    ask("film", false);
    bench.next();
    assertThat(begun).containsExactly("film");
  }

  @Test
  void it_goes_on_while_one_of_two_waits() {
    Asker ann = ask("film", false);
    Asker bob = ask("film", false);

    ann.go();
    bench.next();

    assertThat(bob.answer()).isEqualTo("film");
  }

  @Test
  void a_scan_that_has_begun_is_there_for_the_next_asker() {
    Asker ann = ask("film", true);
    List<Asker> others = new ArrayList<>();
    bench.during =
        () -> {
          ann.go();
          others.add(ask("film", true));
        };
    bench.next();

    assertThat(others.get(0).answer()).isEqualTo("film");
    assertThat(ask("film", true).answer()).isEqualTo("film");
    assertThat(begun).containsExactly("film");
  }

  @Test
  void a_scan_whose_askers_went_before_its_turn_never_begins() {
    ask("film", true).go();
    bench.next();

    assertThat(begun).isEmpty();
  }

  @Test
  void what_failed_is_tried_again() {
    CompletionStage<byte[]> failed =
        looks.ask(
            "film",
            workbench,
            true,
            gone -> {},
            programs -> {
              throw new IOException("on purpose");
            });
    bench.next();

    assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
    Asker again = ask("film", true);
    bench.next();
    assertThat(again.answer()).isEqualTo("film");
  }

  @Test
  void the_oldest_is_forgotten_when_it_gets_too_much() {
    for (String film : List.of("older", "newer", "newest")) {
      ask(film, false);
      bench.next();
    }

    ask("newest", false);
    ask("older", false);
    bench.next();

    assertThat(begun).containsExactly("older", "newer", "newest", "older");
  }

  @Test
  void too_many_questions_are_refused_and_leave_nothing_behind() {
    for (int i = 0; i <= Workbench.MOST_WAITING; i++) {
      ask("film " + i, false);
    }

    assertThatThrownBy(() -> ask("film", false)).isInstanceOf(RefusedException.class);
    bench.next();
    Asker later = ask("film", false);
    bench.all();
    assertThat(later.answer()).isEqualTo("film");
  }

  private Asker ask(String film, boolean goesOn) {
    List<Runnable> gone = new ArrayList<>();
    CompletionStage<byte[]> found =
        looks.ask(
            film,
            workbench,
            goesOn,
            gone::add,
            programs -> {
              begun.add(film);
              bench.during.run();
              return film.getBytes(UTF_8);
            });
    return new Asker(found.toCompletableFuture(), gone);
  }

  private record Asker(CompletableFuture<byte[]> found, List<Runnable> gone) {

    void go() {
      gone.forEach(Runnable::run);
    }

    String answer() {
      return new String(found.getNow(new byte[0]), UTF_8);
    }
  }

  /** Works when it is told to. */
  private static final class Bench implements Threads {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Runnable during = () -> {};

    @Override
    public <T> CompletionStage<T> run(Callable<T> work) {
      CompletableFuture<T> done = new CompletableFuture<>();
      waiting.add(
          () -> {
            try {
              done.complete(work.call());
            } catch (Exception e) {
              done.completeExceptionally(e);
            }
          });
      return done;
    }

    void next() {
      waiting.remove().run();
    }

    void all() {
      while (!waiting.isEmpty()) {
        next();
      }
    }
  }
}
