package io.qianzhi.platform.http;

/// What `conf/http.yaml` says: how many requests one person may send to one node, and one address
/// without anybody signed in.
public record HttpLimits(
    String version, int personPerSecond, int personBurst, int addressPerSecond, int addressBurst) {

  public HttpLimits {
    if (personPerSecond < 1 || personBurst < 1 || addressPerSecond < 1 || addressBurst < 1) {
      throw new IllegalArgumentException("every limit must be at least 1");
    }
  }
}
