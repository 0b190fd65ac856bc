package reelyard.alert;

import java.util.concurrent.CompletionStage;
import reelyard.message.Ack;
import reelyard.message.AlertTold;
import reelyard.message.GetAlerts;
import reelyard.message.PendingAlerts;

/** The scheduler, which keeps alerts; answers get lost now and then. */
interface SchedulerPort {

  CompletionStage<PendingAlerts> pending(GetAlerts question);

  CompletionStage<Ack> told(AlertTold message);
}
