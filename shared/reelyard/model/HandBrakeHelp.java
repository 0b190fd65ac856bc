package reelyard.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands what HandBrakeCLI --help prints. */
public final class HandBrakeHelp {

  private static final Pattern ENCODERS = Pattern.compile("\\s*-e, --encoder <string>.*");
  private static final Pattern ENCODER = Pattern.compile("\\s{20,}([A-Za-z0-9_]+)");
  private static final Pattern HARDWARE = Pattern.compile("(nvenc|qsv|vce|vcn|mf|vt|vaapi)_.*");

  private HandBrakeHelp() {}

  /** All video encoders that it lists; those in hardware may not work for all that. */
  public static List<String> encoders(String help) {
    List<String> found = new ArrayList<>();
    boolean listing = false;
    for (String line : help.lines().toList()) {
      Matcher encoder = ENCODER.matcher(line);
      if (listing && !encoder.matches()) {
        break;
      }
      if (listing) {
        found.add(encoder.group(1));
      }
      listing |= ENCODERS.matcher(line).matches();
    }
    return List.copyOf(found);
  }

  /** Whether only a real encode proves this encoder. */
  public static boolean isHardware(String encoder) {
    return HARDWARE.matcher(encoder).matches();
  }
}
