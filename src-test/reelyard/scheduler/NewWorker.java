package reelyard.scheduler;

import java.util.ArrayList;
import java.util.List;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;
import reelyard.model.LaneCounts;
import reelyard.model.WorkerInfo;

/** A worker as a test wants it: one lane each, an encoder in software, in UTC. */
final class NewWorker {

  private final String id;
  private String incarnation;
  private int lanes = 1;
  private String zone = "UTC";
  private List<String> pools = List.of();
  private List<String> tags = List.of();
  private List<String> encoders = List.of("x264", "x265");
  private final List<EncoderProof> proofs = new ArrayList<>();
  private List<String> presets = List.of();
  private boolean ffmpeg;
  private int presetVersion;

  private NewWorker(String id) {
    this.id = id;
    this.incarnation = id + "-1";
  }

  static NewWorker worker(String id) {
    return new NewWorker(id);
  }

  /** The how-manieth start of it. */
  NewWorker start(int number) {
    incarnation = id + "-" + number;
    return this;
  }

  NewWorker lanes(int count) {
    lanes = count;
    return this;
  }

  NewWorker zone(String name) {
    zone = name;
    return this;
  }

  NewWorker pools(String... names) {
    pools = List.of(names);
    return this;
  }

  NewWorker tags(String... names) {
    tags = List.of(names);
    return this;
  }

  NewWorker encoders(String... names) {
    encoders = List.of(names);
    return this;
  }

  /** A hardware encoder that does not work there. */
  NewWorker broken(String encoder, String words) {
    proofs.add(new EncoderProof(encoder, false, words));
    return this;
  }

  NewWorker presets(String... names) {
    presets = List.of(names);
    return this;
  }

  NewWorker presetVersion(int version) {
    presetVersion = version;
    return this;
  }

  /** It can prove results. */
  NewWorker ffmpeg() {
    ffmpeg = true;
    return this;
  }

  Capabilities capabilities() {
    return new Capabilities(
        "1.6.1", presetVersion, encoders, proofs, presets, 4, 8L << 30, 0, ffmpeg);
  }

  WorkerInfo info() {
    return new WorkerInfo(
        id,
        incarnation,
        "host",
        new LaneCounts(lanes, lanes, lanes),
        capabilities(),
        zone,
        pools,
        tags);
  }
}
