package reelyard.cli;

import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reelyard.model.Container;

/** The options that say what shall become of which films: the same for transcode and submit. */
final class JobOptions {

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = {
        "A film; a folder with a disc, with a film and its subtitle files, or with many films, also in",
        "folders below; or a pattern in quotes, such as '**/*.mkv'. Folders below are made anew in the",
        "folder of the results."
      })
  private List<String> inputs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder of the results; transcoded/ in the working folder if not given.")
  private String output;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "One of HandBrake's own presets, with submit also of the farm's; 'Fast 1080p30' if not"
              + " given.")
  private String preset;

  @Option(
      names = "--preset-file",
      paramLabel = "FILE.json",
      description = "A preset exported from HandBrake, instead.")
  private String presetFile;

  @Option(
      names = "--container",
      paramLabel = "mp4|mkv|webm",
      description = "The results' format; that of the preset if not given.")
  private Container container;

  @Option(names = "--overwrite", description = "Replace results that exist.")
  private boolean overwrite;

  /** What was asked for, with the HandBrake options that followed the {@code --}. */
  Wish wish(List<String> handBrakeOptions, Terms terms) {
    return new Wish(
        inputs, output, preset, presetFile, container, overwrite, handBrakeOptions, terms);
  }
}
