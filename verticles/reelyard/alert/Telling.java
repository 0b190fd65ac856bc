package reelyard.alert;

import reelyard.model.Alert;

/**
 * One alert for one receiver.
 *
 * @param to the address of a mail; empty for a webhook
 */
record Telling(Alert alert, Topic topic, String to) {

  private static final int MOST_SUBJECT = 200;

  /** The same however often it is told: receivers know repetitions by it. */
  String id(String farm) {
    // The full stop separates the parts of what is signed.
    return farm.replace('.', '-') + "-" + alert.millis() + "-" + alert.id();
  }

  /** One line for people. */
  String subject() {
    String subject = Words.line(alert.subject(), MOST_SUBJECT);
    return topic == Topic.NTH_JOB && alert.facts().containsKey(Audience.ENDED_COUNT)
        ? Words.line(alert.facts().get(Audience.ENDED_COUNT), 20)
            + " jobs have ended; the last: "
            + subject
        : subject;
  }
}
