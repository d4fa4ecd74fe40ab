package io.qianzhi.platform.cluster;

import com.hazelcast.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/// Vert.x alone or with other nodes. The bus only hints (positions, presence); what must not be
/// lost is in PostgreSQL, so a partition costs freshness, never truth.
public final class Cluster {
  private Cluster() {}

  /// Starts Vert.x; joins the other nodes when clustering is on.
  public static Future<Vertx> start(
      VertxBuilder builder, VertxOptions options, ClusterSettings settings) {
    if (!settings.enabled()) {
      return Future.succeededFuture(builder.with(options).build());
    }
    options.setEventBusOptions(
        new EventBusOptions()
            .setHost(settings.host())
            .setPort(settings.busPort())
            .setClusterPublicHost(settings.host()));
    return builder
        .with(options)
        .withClusterManager(new HazelcastClusterManager(hazelcast(settings)))
        .buildClustered();
  }

  private static Config hazelcast(ClusterSettings settings) {
    System.setProperty("hazelcast.logging.type", "slf4j");
    var config = ConfigUtil.loadConfig();
    config.setClusterName("qianzhi");
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        // A hung node is noticed after 5 s instead of a minute.
        .setProperty("hazelcast.max.no.heartbeat.seconds", "5")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        // Only on the address for nodes, not on every one that the machine has.
        .setProperty("hazelcast.socket.bind.any", "false");
    var network = config.getNetworkConfig();
    network.setPort(settings.port()).setPortAutoIncrement(false);
    network.setPublicAddress(settings.host() + ":" + settings.port());
    network.getInterfaces().setEnabled(true).addInterface(settings.host());
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (var member : settings.members().split(",", -1)) {
      if (!member.isBlank()) {
        join.getTcpIpConfig().addMember(member.strip());
      }
    }
    return config;
  }
}
