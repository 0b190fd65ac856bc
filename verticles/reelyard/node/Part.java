package reelyard.node;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import java.util.function.Supplier;

/**
 * A verticle that this process shall run.
 *
 * @param name for people
 * @param vital whether the process ends when it leaves in error
 */
record Part(String name, Supplier<Deployable> verticle, DeploymentOptions options, boolean vital) {

  /** A role with the configuration that its verticle reads. */
  static Part of(Role role, String name, FarmConfig config) {
    return new Part(
        name,
        role::verticle,
        new DeploymentOptions().setConfig(config.toJson()),
        role == Role.SCHEDULER);
  }

  /** A verticle of the user's own. */
  static Part of(Class<? extends Deployable> verticle, DeploymentOptions options) {
    return new Part(verticle.getName(), () -> create(verticle), options, false);
  }

  private static Deployable create(Class<? extends Deployable> verticle) {
    try {
      return verticle.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(verticle.getName() + " cannot be created: " + cause, cause);
    }
  }
}
