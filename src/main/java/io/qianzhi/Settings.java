package io.qianzhi;

import io.qianzhi.alert.AlertSettings;
import io.qianzhi.command.report.ReportSettings;
import io.qianzhi.identity.AuthSettings;
import io.qianzhi.platform.cluster.ClusterSettings;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.DatabaseSettings;
import io.qianzhi.platform.http.HttpSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings of one node, from `conf/demo.yaml` or `conf/production.yaml` and the environment.
///
/// @param database absent where the embedded one is used
public record Settings(
    HttpSettings http,
    @Nullable DatabaseSettings database,
    AuthSettings auth,
    CitySettings city,
    AlertSettings alert,
    ReportSettings report,
    ClusterSettings cluster,
    String dataDirectory) {
  private static final int SHORTEST_SECRET = 32;

  /// Where the city's folder is, and where what is prepared from its map is kept.
  public record CitySettings(String folder, String cacheDirectory) {}

  static Settings demo(Config config, Map<String, String> environment) {
    return config.settings("demo.yaml", Settings.class, environment);
  }

  /// The settings of production, before secrets are looked at.
  static Settings read(Config config, Map<String, String> environment) {
    return config.settings("production.yaml", Settings.class, environment);
  }

  /// @throws Config.Fault when a secret is missing, too short or the demo's
  static Settings production(Config config, Map<String, String> environment) {
    var settings = read(config, environment);
    var demo = config.settings("demo.yaml", Settings.class, Map.of());
    var secret = settings.auth().tokenSecret();
    if (secret.length() < SHORTEST_SECRET || secret.equals(demo.auth().tokenSecret())) {
      throw new Config.Fault(
          "Set QIANZHI_AUTH_TOKEN_SECRET to a secret of your own with at least "
              + SHORTEST_SECRET
              + " characters, the same on all nodes.");
    }
    if (settings.database() == null || settings.database().password().isBlank()) {
      throw new Config.Fault("Set QIANZHI_DATABASE_PASSWORD to the password of PostgreSQL.");
    }
    return settings;
  }

  Settings with(DatabaseSettings started) {
    return new Settings(http, started, auth, city, alert, report, cluster, dataDirectory);
  }

  Settings with(ReportSettings other) {
    return new Settings(http, database, auth, city, alert, other, cluster, dataDirectory);
  }

  Settings with(CitySettings other) {
    return new Settings(http, database, auth, other, alert, report, cluster, dataDirectory);
  }
}
