package io.qianzhi.command.report;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs what leaves with a report: the token by which its receiver says that it has it, and the
/// body of a webhook.
final class ReceiptTokens {
  private final byte[] secret;

  /// @param secret the server's own; nothing signed here can be used for anything else
  ReceiptTokens(String secret) {
    this.secret = mac(secret.getBytes(StandardCharsets.UTF_8), "qianzhi report receipt");
  }

  String token(UUID deliveryId) {
    var proof = Base64.getUrlEncoder().withoutPadding().encodeToString(proof(deliveryId));
    return deliveryId + "." + proof;
  }

  /// The delivery that a token was made for; empty when it was not made here.
  Optional<UUID> delivery(String token) {
    int dot = token.indexOf('.');
    if (dot != 36) {
      return Optional.empty();
    }
    try {
      var id = UUID.fromString(token.substring(0, dot));
      var proof = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return MessageDigest.isEqual(proof, proof(id)) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] proof(UUID deliveryId) {
    return mac(secret, deliveryId.toString());
  }

  /// As a receiver checks it: HMAC-SHA256 of time and body, hexadecimal.
  static String signature(String secret, long atSeconds, String body) {
    return HexFormat.of()
        .formatHex(mac(secret.getBytes(StandardCharsets.UTF_8), atSeconds + "." + body));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
