package io.qianzhi.alert;

import io.qianzhi.platform.problem.Problem;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/// Where a push service takes messages for a device. The address comes from a phone, and this
/// server will send to it: so only `https` to hosts of the public internet, checked by name when a
/// device subscribes and by what the name stands for each time before something is sent.
record PushEndpoint(URI uri, boolean local) {
  private static final List<String> NAMES_OF_NO_PUBLIC_HOST =
      List.of(".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".invalid");

  /// @param allowLocal services on this machine are welcome too, also without TLS
  /// @throws Problem when the server will not send there
  static PushEndpoint parse(String endpoint, boolean allowLocal) {
    try {
      var uri = new URI(endpoint);
      var host = uri.getHost();
      if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
        throw refused(endpoint);
      }
      var name = host.toLowerCase(Locale.ROOT);
      boolean local = List.of("localhost", "127.0.0.1", "[::1]").contains(name);
      boolean secure = "https".equalsIgnoreCase(uri.getScheme());
      if (local ? !allowLocal : !secure || !mayBePublic(name)) {
        throw refused(endpoint);
      }
      return new PushEndpoint(uri, local);
    } catch (URISyntaxException e) {
      throw refused(endpoint);
    }
  }

  private static Problem refused(String endpoint) {
    return Problem.invalid(
        "push_endpoint_refused",
        "This server does not send to %s: a push endpoint is an https address of a public host."
            .formatted(endpoint));
  }

  /// Addresses of the internet have names with dots; phones never get an endpoint that is a number.
  private static boolean mayBePublic(String name) {
    boolean number = name.startsWith("[") || name.matches("[0-9.]+");
    return !number
        && name.contains(".")
        && NAMES_OF_NO_PUBLIC_HOST.stream().noneMatch(name::endsWith);
  }

  String host() {
    return uri.getHost();
  }

  int port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return secure() ? 443 : 80;
  }

  boolean secure() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /// What serves this endpoint and may be slow as a whole: scheme, host and port.
  String provider() {
    return uri.getScheme().toLowerCase(Locale.ROOT)
        + "://"
        + host().toLowerCase(Locale.ROOT)
        + ":"
        + port();
  }

  /// Whether something may be sent to this address, for which the host's name stands just now.
  boolean mayReach(InetAddress address) {
    return local ? address.isLoopbackAddress() : isPublic(address);
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    int third = bytes[2] & 0xff;
    if (address instanceof Inet4Address) {
      return !(first == 0
          || first >= 240
          || (first == 100 && second >= 64 && second < 128)
          || (first == 192 && second == 0 && (third == 0 || third == 2))
          || (first == 198 && (second == 18 || second == 19))
          || (first == 198 && second == 51 && third == 100)
          || (first == 203 && second == 0 && third == 113));
    }
    // Global unicast only, without the ranges that carry an IPv4 address inside or are for
    // examples.
    boolean teredoOrExample = first == 0x20 && second == 0x01 && (third == 0 || third == 0x0d);
    return (first & 0xe0) == 0x20 && !(first == 0x20 && second == 0x02) && !teredoOrExample;
  }
}
