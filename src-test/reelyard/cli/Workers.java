package reelyard.cli;

import java.util.List;
import reelyard.message.WorkerView;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;
import reelyard.model.LaneCounts;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;

/** Workers as a manager would show them. */
final class Workers {

  private Workers() {}

  static WorkerInfo info(String id) {
    return new WorkerInfo(
        id,
        "1",
        id + ".lan",
        new LaneCounts(1, 1, 1),
        new Capabilities(
            "1.6.1",
            48,
            List.of("x264", "x265"),
            List.of(new EncoderProof("nvenc_h264", false, "no such device")),
            List.of(),
            8,
            16_000_000_000L,
            0,
            false),
        "Europe/Berlin",
        List.of(),
        List.of("fast"));
  }

  static WorkerView ready(String id, WorkerSettings settings) {
    return new WorkerView(
        info(id),
        settings,
        WorkerState.READY,
        WorkerControl.RUN,
        0,
        null,
        2_000_000_000L,
        List.of("b"),
        List.of("a"),
        1);
  }
}
