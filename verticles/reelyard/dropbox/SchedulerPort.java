package reelyard.dropbox;

import java.util.concurrent.CompletionStage;
import reelyard.message.JobId;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.SubmitJobs;
import reelyard.message.Submitted;

/** The scheduler; answers get lost now and then, and it may be away. */
interface SchedulerPort {

  CompletionStage<Submitted> submit(SubmitJobs jobs);

  CompletionStage<JobPage> list(ListJobs question);

  CompletionStage<JobView> job(JobId id);
}
