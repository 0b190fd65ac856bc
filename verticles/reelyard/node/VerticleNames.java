package reelyard.node;

import io.vertx.core.Deployable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a process shall run: roles of the farm, and verticles of the user's own.
 *
 * @param named those of the roles that were named one by one, not as part of a manager
 */
record VerticleNames(Set<Role> roles, Set<Role> named, List<Class<? extends Deployable>> classes) {

  private static final String JAVA = "java:";

  /** Sorts out the words of a command line. */
  static VerticleNames parse(List<String> words) throws UsageException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Set<Role> named = EnumSet.noneOf(Role.class);
    Set<Class<? extends Deployable>> classes = new LinkedHashSet<>();
    for (String word : words) {
      Set<Role> meant = Role.of(word);
      if (meant.isEmpty()) {
        classes.add(verticleClass(word));
      }
      roles.addAll(meant);
      if (meant.size() == 1) {
        named.addAll(meant);
      }
    }
    return new VerticleNames(roles, named, List.copyOf(classes));
  }

  private static Class<? extends Deployable> verticleClass(String word) throws UsageException {
    String name = word.startsWith(JAVA) ? word.substring(JAVA.length()) : word;
    Class<?> found;
    try {
      found = Class.forName(name, false, VerticleNames.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new UsageException(
          UnknownKey.nearest(word, Role.words())
                  .map(near -> word + " is unknown; did you mean " + near + "? ")
                  .orElse(word + " is unknown: ")
              + "It is neither a role ("
              + String.join(", ", Role.words())
              + ") nor a verticle class on the class path");
    }
    if (!Deployable.class.isAssignableFrom(found)) {
      throw new UsageException(
          name
              + " is not a verticle: it must extend io.vertx.core.VerticleBase or AbstractVerticle");
    }
    if (Arrays.stream(found.getConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
      throw new UsageException(name + " must have a public constructor without arguments");
    }
    return found.asSubclass(Deployable.class);
  }
}
