package reelyard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.login.Pass;
import reelyard.login.Visitor;
import reelyard.model.UserRole;

class ConversationTest {

  @Test
  void takes_a_token_first_and_nothing_else() {
    Conversation conversation = new Conversation(null);
    assertThat(conversation.take("{\"type\":\"ping\"}"))
        .isInstanceOfSatisfying(
            Step.HangUp.class, last -> assertThat(last.frame()).contains("not_logged_in"));
    assertThat(
            conversation.take(
                "{\"type\":\"ping\",\"headers\":{\"Authorization\":\"Bearer ry_abc\"}}"))
        .isEqualTo(new Step.LogIn("ry_abc"));
    assertThat(conversation.mostBytes()).isEqualTo(Conversation.MOST_BYTES_BEFORE);
  }

  @Test
  void goes_on_with_the_frame_that_brought_the_token() {
    Conversation conversation = new Conversation(null);
    String ping = "{\"type\":\"ping\",\"headers\":{\"authorization\":\"Bearer ry_abc\"}}";
    assertThat(conversation.take(ping)).isInstanceOf(Step.LogIn.class);

    conversation.admit(pass(UserRole.VIEWER));

    assertThat(conversation.take(ping)).isEqualTo(new Step.Forward("{\"type\":\"ping\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER, reelyard.farm, true",
    "VIEWER, reelyard.scheduler.submit, false",
    "SUBMITTER, reelyard.scheduler.submit, true",
    "SUBMITTER, reelyard.scheduler.control-workers, false",
    "OPERATOR, reelyard.scheduler.control-workers, true",
    "OPERATOR, reelyard.scheduler.back-up, false",
    "ADMIN, reelyard.scheduler.back-up, true",
    "ADMIN, reelyard.scheduler.register, false",
    "ADMIN, reelyard.worker.attic.shutdown, false",
    "ADMIN, reelyard.farm.jobs, false",
    "ADMIN, __vertx.subs, false",
  })
  void lets_each_role_send_what_is_permitted_to_it(UserRole role, String address, boolean may) {
    Step step =
        new Conversation(pass(role))
            .take(
                "{\"type\":\"send\",\"address\":\"%s\",\"replyAddress\":\"r\",\"body\":{\"jobs\":[%s]}}"
                    .formatted(address, "{\"input\":\"/a\",\"output\":\"/b\"}"));
    if (may) {
      assertThat(step).isInstanceOf(Step.Forward.class);
    } else {
      assertThat(step)
          .isInstanceOfSatisfying(
              Step.Tell.class,
              told ->
                  assertThat(told.frame())
                      .contains("access_denied", "\"address\":\"r\"", "\"failureCode\":403"));
    }
  }

  @Test
  void submits_in_the_name_of_who_logged_in() {
    Step step =
        new Conversation(pass(UserRole.SUBMITTER))
            .take(
                "{\"type\":\"send\",\"address\":\"reelyard.scheduler.submit\",\"body\":{\"jobs\":["
                    + "{\"input\":\"/films/a.mkv\",\"output\":\"/films/a.mp4\",\"user\":\"boss\"}]}}");
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Forward.class,
            sent -> assertThat(sent.frame()).contains("\"user\":\"anna\"").doesNotContain("boss"));
  }

  @Test
  void hands_on_nothing_but_what_it_knows() {
    Step step =
        new Conversation(Pass.LOCAL)
            .take(
                "{\"type\":\"send\",\"address\":\"reelyard.farm\",\"x\":1,\"body\":{\"limit\":1},"
                    + "\"headers\":{\"codecName\":\"evil\",\"authorization\":\"Bearer ry_s\","
                    + "\"timeout\":\"500\"}}");
    assertThat(step)
        .isEqualTo(
            new Step.Forward(
                "{\"type\":\"send\",\"address\":\"reelyard.farm\",\"headers\":{\"timeout\":500},"
                    + "\"body\":{\"limit\":1}}",
                null,
                500));
  }

  @Test
  void hears_an_address_once() {
    Conversation conversation = new Conversation(Pass.LOCAL);
    String register = "{\"type\":\"register\",\"address\":\"reelyard.farm.jobs\"}";
    assertThat(conversation.take(register)).isInstanceOf(Step.Forward.class);
    assertThat(conversation.take(register)).isInstanceOf(Step.Tell.class);
    String unregister = "{\"type\":\"unregister\",\"address\":\"reelyard.farm.jobs\"}";
    assertThat(conversation.take(unregister)).isInstanceOf(Step.Forward.class);
    assertThat(conversation.take(unregister)).isInstanceOf(Step.Tell.class);
    assertThat(conversation.take(register)).isInstanceOf(Step.Forward.class);
  }

  @Test
  void hears_so_many_addresses_and_no_more() {
    Conversation conversation = new Conversation(Pass.LOCAL);
    for (int i = 0; i < 1000; i++) {
      assertThat(conversation.take(register(i))).isInstanceOf(Step.Forward.class);
    }
    assertThat(conversation.take(register(1000)))
        .isInstanceOfSatisfying(
            Step.Tell.class, told -> assertThat(told.frame()).contains("at most 1000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"publish\",\"address\":\"reelyard.farm.jobs\",\"body\":{}}",
        "{\"type\":\"send\"}",
        "{\"type\":\"register\",\"address\":\"reelyard.scheduler.report\"}",
        "{\"type\":\"send\",\"address\":\"reelyard.farm\",\"headers\":{\"timeout\":\"-5\"}}",
        "{\"type\":\"send\",\"address\":\"reelyard.farm\",\"replyAddress\":\"reelyard.job.a.log\"}",
        "{\"type\":\"message\",\"address\":\"reelyard.farm\"}",
        "{}",
      })
  void tells_what_is_wrong_and_goes_on(String text) {
    assertThat(new Conversation(Pass.LOCAL).take(text)).isInstanceOf(Step.Tell.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"type\":{}}", "{\"headers\":{\"a\":{}}}"})
  void hangs_up_on_what_is_no_frame(String text) {
    assertThat(new Conversation(Pass.LOCAL).take(text)).isInstanceOf(Step.HangUp.class);
  }

  private static String register(int job) {
    return "{\"type\":\"register\",\"address\":\"reelyard.job.j" + job + ".progress\"}";
  }

  private static Pass pass(UserRole role) {
    return new Pass(new Visitor("anna", role, true), Pass.Proof.TOKEN, "key", null);
  }
}
