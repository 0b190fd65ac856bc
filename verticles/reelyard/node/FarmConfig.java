package reelyard.node;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reelyard.alert.AlertConfig;
import reelyard.bus.Json;
import reelyard.dropbox.DropboxConfig;
import reelyard.gateway.GatewayConfig;
import reelyard.login.UsersConfig;
import reelyard.scheduler.SchedulerConfig;
import reelyard.staging.StagingConfig;
import reelyard.web.WebConfig;
import reelyard.worker.WorkerConfig;

/**
 * The whole configuration: config/reelyard.yaml of the class path, the user's file over it, the
 * environment over both.
 */
public record FarmConfig(
    String farm,
    String manager,
    String managerCertificate,
    String token,
    ClusterConfig cluster,
    SchedulerConfig scheduler,
    StagingConfig staging,
    WorkerConfig worker,
    WebConfig web,
    AlertConfig alerts,
    DropboxConfig dropbox,
    GatewayConfig gateway,
    UsersConfig users,
    Map<String, Object> custom) {

  private static final String DEFAULTS = "config/reelyard.yaml";

  public FarmConfig {
    if (!farm.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "farm must be letters, digits, '.', '_' and '-', at most 63, not " + farm);
    }
    if (!isHttp(manager)) {
      throw new IllegalArgumentException(
          "manager must be an address such as http://127.0.0.1:8080, not " + manager);
    }
    if (!managerCertificate.matches("([0-9A-Fa-f]{2}:?){32}|")) {
      throw new IllegalArgumentException(
          "managerCertificate must be 64 hexadecimal digits, or empty, not " + managerCertificate);
    }
    custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
  }

  /**
   * Reads it all. The file is YAML or JSON, or null for none; of the environment the variables that
   * begin with REELYARD_ count.
   *
   * @throws BadConfigException naming file, line, key, why, and what is known
   */
  public static FarmConfig load(Path fileOrNull, Map<String, String> environment)
      throws BadConfigException {
    return fileOrNull == null
        ? load(null, null, environment)
        : load(fileOrNull.toString(), readFile(fileOrNull), environment);
  }

  /** Like {@link #load(Path, Map)} with the file's text; both null for none. */
  static FarmConfig load(String name, String text, Map<String, String> environment)
      throws BadConfigException {
    Map<String, Object> values = defaults();
    if (text != null) {
      values = ConfigReader.read(name, text, values);
      decode(name, values);
    }
    return decode("environment", ConfigEnvironment.override(values, environment));
  }

  /** The same with another section "cluster". */
  FarmConfig withCluster(ClusterConfig other) {
    return new FarmConfig(
        farm,
        manager,
        managerCertificate,
        token,
        other,
        scheduler,
        staging,
        worker,
        web,
        alerts,
        dropbox,
        gateway,
        users,
        custom);
  }

  /** The same with another section "worker". */
  FarmConfig withWorker(WorkerConfig other) {
    return new FarmConfig(
        farm,
        manager,
        managerCertificate,
        token,
        cluster,
        scheduler,
        staging,
        other,
        web,
        alerts,
        dropbox,
        gateway,
        users,
        custom);
  }

  /** The same, whose queue lives no longer than the process, and whose page is this machine's. */
  FarmConfig inMemory() {
    return new FarmConfig(
        farm,
        manager,
        managerCertificate,
        token,
        cluster,
        scheduler.inMemory(),
        staging,
        worker,
        web.onlyHere(),
        alerts,
        dropbox,
        gateway,
        users,
        custom);
  }

  /** Whether the page's port can be had on this machine now. */
  public boolean webPortIsFree() {
    try (ServerSocket socket = new ServerSocket(web.port(), 1, InetAddress.getByName(web.host()))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** What it wants of this machine. */
  public Machine machine() {
    return Machine.of(this);
  }

  /** The names of the drop box's rules. */
  public Set<String> watchedFolders() {
    return dropbox.folders().keySet();
  }

  /** Whether users are asked who they are, by the page or by the drop box. */
  public boolean letsUsersIn() {
    return dropbox.ftp().on() || web.asksForLogin();
  }

  /** Without what is in it, some of which is secret. */
  @Override
  public String toString() {
    return "FarmConfig[" + farm + "]";
  }

  /** As every verticle gets it. */
  JsonObject toJson() {
    return Json.encode(this);
  }

  /** The values that hold when nobody says otherwise. */
  static Map<String, Object> defaults() throws BadConfigException {
    try (InputStream in =
        Objects.requireNonNull(
            FarmConfig.class.getClassLoader().getResourceAsStream(DEFAULTS), DEFAULTS)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ConfigReader.readDefaults(DEFAULTS, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FarmConfig decode(String name, Map<String, Object> values)
      throws BadConfigException {
    try {
      return Json.decodeStrictly(new JsonObject(values), FarmConfig.class);
    } catch (IllegalArgumentException e) {
      throw new BadConfigException(name + ": " + e.getMessage());
    }
  }

  private static String readFile(Path file) throws BadConfigException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new BadConfigException(file + ": there is no such configuration file");
    } catch (CharacterCodingException e) {
      throw new BadConfigException(file + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new BadConfigException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private static boolean isHttp(String text) {
    try {
      URI uri = URI.create(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
