package io.qianzhi.command.release;

import io.qianzhi.platform.json.Text;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the public finds what, and in whose name.
///
/// @param base the address people know this server by, such as `https://qianzhi.city.example`
/// @param exercises what it shows are exercises, as in the demo; a real city shows the public none
public record PublicAddress(String base, String city, Text publisher, boolean exercises) {

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

  /// Null where the public does not see it.
  @Nullable String ofRelease(String number, boolean drill, int sequence) {
    return drill == exercises ? ofIncident(number) + "#r" + sequence : null;
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
