package io.qianzhi.command.release;

import io.qianzhi.platform.json.Text;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;

/// Where the public finds what, and in whose name.
///
/// @param base the address people know this server by, such as `https://qianzhi.city.example`
public record PublicAddress(String base, String city, Text publisher) {

  public PublicAddress {
    while (base.endsWith("/")) {
      base = base.substring(0, base.length() - 1);
    }
  }

  String host() {
    return Objects.requireNonNullElse(URI.create(base).getHost(), "localhost");
  }

  String ofIncident(String number) {
    return base + "/public/" + number;
  }

  String ofRelease(String number, int sequence) {
    return ofIncident(number) + "#r" + sequence;
  }

  String ofFeed() {
    return base + "/public/feed.atom";
  }

  String ofFeed(String number) {
    return ofIncident(number) + "/feed.atom";
  }

  String ofCap(UUID release) {
    return base + "/public/releases/" + release + ".cap";
  }
}
