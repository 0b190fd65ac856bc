package reelyard.node;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import reelyard.staging.StagingVerticle;
import reelyard.staging.media.MediaVerticle;

/** The role staging: hands films to workers, and shows them to people; both or none. */
final class StagingHostVerticle extends VerticleBase {

  @Override
  public Future<?> start() {
    DeploymentOptions options = new DeploymentOptions().setConfig(config());
    return vertx
        .deployVerticle(new StagingVerticle(), options)
        .compose(
            staging ->
                vertx
                    .deployVerticle(new MediaVerticle(), options)
                    .recover(
                        e ->
                            vertx
                                .undeploy(staging)
                                .transform(undeployed -> Future.failedFuture(e))));
  }
}
