package reelyard.node;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The command line of {@code run}: the words and options of {@code vertx run}, with one dash or
 * two.
 */
@Command(
    name = "run",
    customSynopsis = "reelyard run ROLE|CLASS... [--cluster] [--conf FILE|JSON] [OPTIONS]",
    description = {
      "Runs roles of the farm, or verticle classes of your own, in this process until it is told"
          + " to stop.",
      "Roles: manager (scheduler, staging, web, alert, dropbox and gateway), scheduler, staging,"
          + " web, alert, dropbox, gateway, worker."
    },
    sortOptions = false,
    usageHelpAutoWidth = true)
final class RunArguments {

  @Parameters(paramLabel = "ROLE|CLASS", arity = "0..*", hidden = true)
  private List<String> names = new ArrayList<>();

  @Option(
      names = {"-c", "-cluster", "--cluster"},
      description = "Join the other processes of the farm (section cluster of the configuration).")
  private boolean cluster;

  @Option(
      names = {"-conf", "--conf"},
      paramLabel = "FILE|JSON",
      description = "The configuration: a YAML or JSON file, or JSON itself.")
  private String conf;

  @Option(
      names = {"-cluster-host", "--cluster-host"},
      paramLabel = "HOST",
      description = "Instead of cluster.host in the configuration.")
  private String clusterHost;

  @Option(
      names = {"-cluster-port", "--cluster-port"},
      paramLabel = "PORT",
      description = "The event bus's port, instead of cluster.busPort in the configuration.")
  private Integer clusterPort;

  @Option(
      names = {"-cluster-public-host", "--cluster-public-host"},
      paramLabel = "HOST",
      description = "Where others reach this event bus, when that differs.")
  private String clusterPublicHost;

  @Option(
      names = {"-cluster-public-port", "--cluster-public-port"},
      paramLabel = "PORT",
      description = "The port at which others reach this event bus, when that differs.")
  private Integer clusterPublicPort;

  @Option(
      names = {"-options", "--options", "-vertx-options", "--vertx-options"},
      paramLabel = "FILE|JSON",
      description = "Vert.x's own options.")
  private String vertxOptions;

  @Option(
      names = {"-deployment-options", "--deployment-options"},
      paramLabel = "FILE|JSON",
      description = "How verticle classes of your own are deployed.")
  private String deploymentOptions;

  @Option(
      names = {"-instances", "--instances"},
      paramLabel = "N",
      description = "How many instances of each verticle class of your own.")
  private Integer instances;

  @Option(
      names = {"-w", "-worker", "--worker"},
      description = "Verticle classes of your own run on worker threads.")
  private boolean worker;

  @Option(
      names = {"-vt", "-virtual-thread", "--virtual-thread"},
      description = "Verticle classes of your own run on virtual threads (JDK 21 or later).")
  private boolean virtualThread;

  @Option(
      names = {"-h", "-help", "--help"},
      description = "This help.")
  private boolean help;

  @Option(
      names = {"-ha", "--ha", "-hagroup", "--hagroup", "-quorum", "--quorum"},
      arity = "0..1",
      fallbackValue = "",
      hidden = true)
  private String highAvailability;

  private VerticleNames verticles;
  private JsonObject vertxJson;
  private JsonObject deploymentJson;

  private RunArguments() {}

  static RunArguments parse(List<String> args) throws UsageException {
    RunArguments parsed = new RunArguments();
    try {
      commandLine(parsed).parseArgs(args.toArray(new String[0]));
    } catch (ParameterException e) {
      throw new UsageException(e.getMessage());
    }
    if (!parsed.help) {
      parsed.check();
    }
    return parsed;
  }

  static String usage() {
    return commandLine(new RunArguments()).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  private static CommandLine commandLine(RunArguments target) {
    return new CommandLine(target)
        .setOptionsCaseInsensitive(true)
        .setPosixClusteredShortOptionsAllowed(false)
        .setExpandAtFiles(false);
  }

  private void check() throws UsageException {
    if (highAvailability != null) {
      throw new UsageException(
          "-ha, -hagroup and -quorum are gone with Vert.x 5: the scheduler itself gives the jobs of"
              + " a lost worker to the others");
    }
    if (names.isEmpty()) {
      throw new UsageException(
          "run needs a role (" + String.join(", ", Role.words()) + ") or a verticle class");
    }
    verticles = VerticleNames.parse(names);
    vertxJson =
        VertxJson.read("--options", vertxOptions, given -> new VertxOptions(given).toJson());
    deploymentJson =
        VertxJson.read(
            "--deployment-options",
            deploymentOptions,
            given -> new DeploymentOptions(given).toJson());
    checkDeployment();
  }

  private void checkDeployment() throws UsageException {
    if (worker && virtualThread) {
      throw new UsageException("-worker and -virtual-thread exclude each other");
    }
    if (instances != null && instances < 1) {
      throw new UsageException("-instances must be 1 or more, not " + instances);
    }
    if (deploymentJson != null && deploymentJson.containsKey("config")) {
      throw new UsageException(
          "--deployment-options must not hold config: verticles get what --conf holds, your own"
              + " keys belong into its section custom");
    }
    boolean several =
        instances != null
            ? instances > 1
            : deploymentJson != null && deploymentJson.getInteger("instances", 1) > 1;
    if (several && !verticles.roles().isEmpty()) {
      throw new UsageException(
          "a process runs each role once: start more processes instead of more instances, or give"
              + " a worker more lanes (worker.lanes in the configuration)");
    }
    boolean any = worker || virtualThread || instances != null || deploymentJson != null;
    if (any && verticles.classes().isEmpty()) {
      throw new UsageException(
          "deployment options are for verticle classes of your own; roles know how they run");
    }
  }

  boolean helpRequested() {
    return help;
  }

  boolean clustered() {
    return cluster;
  }

  VerticleNames verticles() {
    return verticles;
  }

  /** Null when none were given. */
  JsonObject vertxJson() {
    return vertxJson;
  }

  /** Null when none were given. */
  JsonObject deploymentJson() {
    return deploymentJson;
  }

  /** The configuration with what the command line says instead. */
  FarmConfig config(Map<String, String> environment) throws BadConfigException {
    FarmConfig config =
        conf != null && VertxJson.isJson(conf)
            ? FarmConfig.load("--conf", conf, environment)
            : FarmConfig.load(conf == null ? null : path(conf), environment);
    try {
      return config.withCluster(
          config
              .cluster()
              .with(
                  clusterHost == null ? config.cluster().host() : clusterHost,
                  clusterPort == null ? config.cluster().busPort() : clusterPort));
    } catch (IllegalArgumentException e) {
      throw new BadConfigException("--cluster-host, --cluster-port: " + e.getMessage());
    }
  }

  private static Path path(String text) throws BadConfigException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadConfigException("--conf: not a file name: " + e.getMessage());
    }
  }

  /** What is left for Vert.x's launcher to read. */
  String[] forVertx() {
    List<String> args = new ArrayList<>();
    if (cluster) {
      args.add("--cluster");
    }
    if (clusterPublicHost != null) {
      args.add("--cluster-public-host=" + clusterPublicHost);
    }
    if (clusterPublicPort != null) {
      args.add("--cluster-public-port=" + clusterPublicPort);
    }
    if (instances != null) {
      args.add("--instances=" + instances);
    }
    if (worker) {
      args.add("--worker");
    }
    if (virtualThread) {
      args.add("--virtual-thread");
    }
    return args.toArray(new String[0]);
  }
}
