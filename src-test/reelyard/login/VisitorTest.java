package reelyard.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Json;
import reelyard.message.ImportPresets;
import reelyard.message.PutPreset;
import reelyard.message.SubmitJobs;
import reelyard.model.JobSpec;
import reelyard.model.UserRole;

/** What somebody sends stands in his own name, whatever he wrote. */
class VisitorTest {

  private static final Visitor ANNA = new Visitor("anna", UserRole.OPERATOR, true);

  private static <Q> Q signed(Visitor visitor, Request<Q, ?> request, Q message) {
    return Json.read(visitor.own(request.name(), Json.write(message)), request.question());
  }

  private static SubmitJobs jobs(String key) {
    return new SubmitJobs(key, List.of(JobSpec.of("/in", "/out", "Fast", 1).withUser("mallory")));
  }

  @Test
  void keeps_presets_in_his_name() {
    PutPreset preset = new PutPreset("tv", null, "{}", "mallory");
    assertThat(signed(ANNA, Addresses.PUT_PRESET, preset).user()).isEqualTo("anna");
    assertThat(signed(ANNA, Addresses.PUT_PRESET, preset).name()).isEqualTo("tv");
    ImportPresets file = new ImportPresets("{}", "mallory");
    assertThat(signed(ANNA, Addresses.IMPORT_PRESETS, file).user()).isEqualTo("anna");
  }

  @Test
  void submits_by_keys_that_are_no_other_users() {
    SubmitJobs sent = signed(ANNA, Addresses.SUBMIT, jobs("k".repeat(128)));
    assertThat(sent.jobs().get(0).user()).isEqualTo("anna");
    assertThat(sent.key()).isEqualTo("anna/" + "k".repeat(128));
    assertThat(signed(ANNA, Addresses.SUBMIT, jobs(null)).key()).isNull();
    assertThatThrownBy(() -> ANNA.own(jobs("k".repeat(129))))
        .hasMessage("key must be 1 to 128 characters");
  }

  @Test
  void sends_what_he_wrote_where_nobody_has_to_log_in() {
    assertThat(signed(Visitor.LOCAL, Addresses.SUBMIT, jobs("k"))).isEqualTo(jobs("k"));
    PutPreset preset = new PutPreset("tv", null, "{}", "mallory");
    assertThat(signed(Visitor.LOCAL, Addresses.PUT_PRESET, preset)).isEqualTo(preset);
  }
}
