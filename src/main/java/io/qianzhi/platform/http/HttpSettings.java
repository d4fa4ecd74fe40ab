package io.qianzhi.platform.http;

/// Where the server listens, and how others reach it.
///
/// @param publicUrl the address people and push services know, such as
///   `https://qianzhi.city.example`; empty for the listening address itself
/// @param behindProxy whether a reverse proxy says in X-Forwarded-For who is asking
public record HttpSettings(String host, int port, String publicUrl, boolean behindProxy) {
  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("http.port must be 0 to 65535 but is " + port);
    }
    if (publicUrl.isBlank()) {
      publicUrl = "http://" + host + ":" + port;
    }
  }
}
