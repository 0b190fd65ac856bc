package reelyard.node;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import reelyard.staging.RoomLedger;
import reelyard.staging.StagingVerticle;
import reelyard.staging.media.MediaVerticle;

/** The role staging: hands films to workers, and shows them to people; both or none. */
final class StagingHostVerticle extends VerticleBase {

  @Override
  public Future<?> start() {
    DeploymentOptions options = new DeploymentOptions().setConfig(config());
    RoomLedger ledger = new RoomLedger();
    return vertx
        .deployVerticle(new StagingVerticle(ledger), options)
        .compose(
            staging ->
                vertx
                    .deployVerticle(new MediaVerticle(ledger), options)
                    .recover(
                        e ->
                            vertx
                                .undeploy(staging)
                                .transform(undeployed -> Future.failedFuture(e))));
  }
}
