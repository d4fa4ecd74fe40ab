package io.qianzhi.platform.db;

/// Where PostgreSQL (18 or newer) is. `connections` is the pool's size on this node, 1–200.
public record DatabaseSettings(
    String host, int port, String name, String user, String password, int connections) {

  String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
  }
}
