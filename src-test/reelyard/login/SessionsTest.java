package reelyard.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reelyard.model.UserRole;

/** How long one stays logged in, and how often at the same time. */
class SessionsTest {

  private static final long IDLE = 1_000;
  private static final long LONGEST = 5_000;

  private final Sessions sessions = new Sessions(IDLE, LONGEST);

  @Test
  void a_session_ends_after_a_time_without_a_request() {
    String key = begin("anna", 0);

    assertThat(sessions.use(key, 900)).isPresent();
    assertThat(sessions.use(key, 1_899)).isPresent();
    assertThat(sessions.use(key, 2_899)).isEmpty();
    assertThat(sessions.size()).isZero();
  }

  @Test
  void looking_keeps_nothing_alive() {
    String key = begin("anna", 0);

    assertThat(sessions.look(key, 999)).isPresent();
    assertThat(sessions.look(key, 1_000)).isEmpty();
    assertThat(sessions.use(key, 1_000)).isEmpty();
  }

  @Test
  void a_session_ends_in_any_case_however_busy() {
    String key = begin("anna", 0);
    for (long now = 500; now < LONGEST; now += 500) {
      assertThat(sessions.use(key, now)).as("at %s", now).isPresent();
    }
    assertThat(sessions.use(key, LONGEST)).isEmpty();
  }

  @Test
  void each_login_has_an_id_and_a_proof_of_its_own() {
    Set<String> words = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      Sessions.Begun begun = sessions.begin(user("anna"), 0);
      words.addAll(List.of(begun.id(), begun.csrf()));
      assertThat(begun.id()).hasSize(43);
    }
    assertThat(words).hasSize(80);
  }

  @Test
  void of_one_users_too_many_sessions_the_one_that_was_used_least_lately_ends() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < Sessions.MOST_OF_ONE_USER; i++) {
      keys.add(begin("anna", i));
    }
    String bens = begin("ben", 0);
    sessions.use(keys.get(0), 100);

    begin("anna", 101);

    assertThat(sessions.look(keys.get(0), 101)).isPresent();
    assertThat(sessions.look(keys.get(1), 101)).isEmpty();
    assertThat(sessions.look(bens, 101)).isPresent();
    assertThat(sessions.size()).isEqualTo(Sessions.MOST_OF_ONE_USER + 1);
  }

  @Test
  void what_is_over_takes_no_room() {
    begin("anna", 0);
    begin("ben", IDLE);

    assertThat(sessions.size()).isEqualTo(1);
  }

  private String begin(String name, long now) {
    return Token.hash(sessions.begin(user(name), now).id());
  }

  private static User user(String name) {
    return new User(name, UserRole.VIEWER, List.of(), "hash");
  }
}
