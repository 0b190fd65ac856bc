package reelyard.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.Match;
import io.vertx.micrometer.MatchType;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import io.vertx.micrometer.backends.BackendRegistries;

/** What this process counts of its bus, its HTTP and its JVM, as Prometheus reads it. */
public final class Metering {

  private Metering() {}

  /** Lets what is built count. */
  public static VertxBuilder switchOn(VertxBuilder builder, VertxOptions options) {
    options.setMetricsOptions(
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setJvmMetricsEnabled(true)
            // Anybody may send any word as a method; each would be counted apart for ever.
            .addLabelMatch(
                new Match()
                    .setDomain(MetricsDomain.HTTP_SERVER)
                    .setLabel(Label.HTTP_METHOD.toString())
                    .setType(MatchType.REGEX)
                    .setValue("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS"))
            .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true)));
    return builder.withMetrics(new MicrometerMetricsFactory());
  }

  /** What was counted; empty where nothing counts. */
  public static String scrape() {
    MeterRegistry registry = BackendRegistries.getDefaultNow();
    return registry instanceof PrometheusMeterRegistry prometheus ? prometheus.scrape() : "";
  }
}
