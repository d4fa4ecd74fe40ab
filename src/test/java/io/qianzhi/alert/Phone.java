package io.qianzhi.alert;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser's side of Web Push, written from RFC 8291 and RFC 8188 with nothing but the JDK, so
/// that the server's side is checked by something that shares no code with it.
final class Phone {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;
  private final byte[] authSecret = new byte[16];

  Phone() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
      new SecureRandom().nextBytes(authSecret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String p256dh() {
    return BASE64.encodeToString(uncompressed((ECPublicKey) keys.getPublic()));
  }

  String auth() {
    return BASE64.encodeToString(authSecret);
  }

  /// Opens an `aes128gcm` message of one record.
  String open(byte[] body) throws GeneralSecurityException {
    var message = ByteBuffer.wrap(body);
    byte[] salt = take(message, 16);
    int recordSize = message.getInt();
    byte[] senderKey = take(message, message.get() & 0xff);
    byte[] record = take(message, message.remaining());
    if (record.length > recordSize) {
      throw new GeneralSecurityException("more than one record");
    }
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(keys.getPrivate());
    agreement.doPhase(publicKey(senderKey), true);
    byte[] info =
        join(
            "WebPush: info\0".getBytes(StandardCharsets.US_ASCII),
            uncompressed((ECPublicKey) keys.getPublic()),
            senderKey,
            new byte[] {1});
    byte[] input = hmac(hmac(authSecret, agreement.generateSecret()), info);
    byte[] pseudoRandomKey = hmac(salt, input);
    byte[] key = Arrays.copyOf(expand(pseudoRandomKey, "Content-Encoding: aes128gcm\0"), 16);
    byte[] nonce = Arrays.copyOf(expand(pseudoRandomKey, "Content-Encoding: nonce\0"), 12);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] padded = cipher.doFinal(record);
    int end = padded.length - 1;
    while (padded[end] == 0) {
      end--;
    }
    if (padded[end] != 2) {
      throw new GeneralSecurityException("the last record ends with 2");
    }
    return new String(padded, 0, end, StandardCharsets.UTF_8);
  }

  private static byte[] expand(byte[] key, String info) throws GeneralSecurityException {
    return hmac(key, join(info.getBytes(StandardCharsets.US_ASCII), new byte[] {1}));
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] take(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    var all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static byte[] uncompressed(ECPublicKey key) {
    return join(new byte[] {4}, fixed(key.getW().getAffineX()), fixed(key.getW().getAffineY()));
  }

  private static byte[] fixed(BigInteger coordinate) {
    byte[] bytes = coordinate.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  static PublicKey publicKey(byte[] uncompressed) throws GeneralSecurityException {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    var point =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(uncompressed, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(uncompressed, 33, 65)));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
  }
}
