package reelyard.alert;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each complaint once, and not endlessly many: thousands of jobs may give the same cause. */
final class Complaints {

  private static final Logger log = LoggerFactory.getLogger(Complaints.class);
  private static final int MOST = 100;

  private final Set<String> said = new HashSet<>();

  void say(String complaint) {
    if (said.size() < MOST && said.add(complaint)) {
      log.warn("{}; this is said once", complaint);
    }
  }
}
