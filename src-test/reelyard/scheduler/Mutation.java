package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A deliberate fault: one text of one source file is replaced, the file is compiled beside the rest
 * of the core, and the simulation runs on that.
 */
record Mutation(String name, String type, String from, String to) {

  private static final String PACKAGE = "reelyard.scheduler.";

  @Override
  public String toString() {
    return name;
  }

  /** One run of the simulation. */
  record Run(long seed, long steps) {}

  /** What the simulation found in the first of these runs that found something, or null. */
  String simulate(Path folder, List<Run> runs) throws IOException {
    Path classes = compile(folder);
    try (Loader loader = new Loader(classes)) {
      Class<?> simulation = loader.loadClass(PACKAGE + "Simulation");
      assertThat(simulation.getClassLoader()).isSameAs(loader);
      for (Run run : runs) {
        Object outcome =
            simulation.getMethod("run", long.class, long.class).invoke(null, run.seed, run.steps);
        Object problem = outcome.getClass().getMethod("problem").invoke(outcome);
        if (problem != null) {
          return (String) problem;
        }
      }
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the simulation itself broke on: " + name, e);
    }
  }

  private Path compile(Path folder) throws IOException {
    Path home = Path.of(System.getProperty("reelyard.home", "."));
    String file = type + ".java";
    String source = Files.readString(home.resolve("verticles/reelyard/scheduler").resolve(file));
    assertThat(source.split(java.util.regex.Pattern.quote(from), -1))
        .as("%s holds once: %s", file, from)
        .hasSize(2);
    Path mutated = folder.resolve(file);
    Files.writeString(mutated, source.replace(from, to));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter words = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath());
      boolean compiled =
          compiler
              .getTask(words, files, null, options, null, files.getJavaFileObjects(mutated))
              .call();
      assertThat(compiled).as("%s compiles: %s", name, words).isTrue();
    }
    return classes;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Loads the whole package anew, mutated classes first; everything else is shared. */
  private static final class Loader extends URLClassLoader {

    Loader(Path classes) throws IOException {
      super(new URL[] {classes.toUri().toURL()}, Mutation.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(wanted)) {
        int dot = wanted.lastIndexOf('.');
        boolean core = dot >= 0 && wanted.substring(0, dot + 1).equals(PACKAGE);
        if (!core) {
          return super.loadClass(wanted, resolve);
        }
        Class<?> known = findLoadedClass(wanted);
        return known == null ? define(wanted) : known;
      }
    }

    private Class<?> define(String wanted) throws ClassNotFoundException {
      String path = wanted.replace('.', '/') + ".class";
      URL own = findResource(path);
      try (InputStream in =
          own == null ? getParent().getResourceAsStream(path) : own.openStream()) {
        if (in == null) {
          throw new ClassNotFoundException(wanted);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(wanted, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(wanted, e);
      }
    }
  }
}
