package io.qianzhi.alert;

import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.VAPIDKeyPairs;
import com.zerodeplibs.webpush.key.PrivateKeySources;
import com.zerodeplibs.webpush.key.PublicKeySources;
import io.qianzhi.platform.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.regex.Pattern;

/// The P-256 key pair by which push services know this server (RFC 8292). Phones subscribe for it:
/// with another pair, every subscription is lost.
public final class VapidKeys {
  private static final String HOW_TO_MAKE =
      "make one with the push-key command of the jar, the same for all nodes";

  private final VAPIDKeyPair pair;

  private VapidKeys(VAPIDKeyPair pair) {
    this.pair = pair;
  }

  /// Reads a PEM file with both keys.
  ///
  /// @throws Config.Fault when there is none, or they do not belong together
  public static VapidKeys read(Path file) {
    if (!Files.exists(file)) {
      throw new Config.Fault(file + " is missing, the key pair for Web Push; " + HOW_TO_MAKE + ".");
    }
    try {
      var text = Files.readString(file);
      var privateKey = PrivateKeySources.ofPKCS8Bytes(block(text, "PRIVATE KEY")).extract();
      var publicKey = PublicKeySources.ofX509Bytes(block(text, "PUBLIC KEY")).extract();
      requireSamePair(privateKey, publicKey);
      return new VapidKeys(
          VAPIDKeyPairs.of(
              PrivateKeySources.ofECPrivateKey(privateKey),
              PublicKeySources.ofECPublicKey(publicKey)));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new Config.Fault(
          "%s is not a P-256 key pair (%s); %s.".formatted(file, e.getMessage(), HOW_TO_MAKE));
    }
  }

  /// Makes the file on the first start; for demos and tests.
  public static VapidKeys readOrCreate(Path file) {
    if (!Files.exists(file)) {
      create(file);
    }
    return read(file);
  }

  private static void create(Path file) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair made = generator.generateKeyPair();
      var directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          pem("PRIVATE KEY", made.getPrivate().getEncoded())
              + pem("PUBLIC KEY", made.getPublic().getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requireSamePair(ECPrivateKey privateKey, ECPublicKey publicKey)
      throws GeneralSecurityException {
    var probe = "do these belong together?".getBytes(StandardCharsets.UTF_8);
    var signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(privateKey);
    signer.update(probe);
    byte[] signature = signer.sign();
    signer.initVerify(publicKey);
    signer.update(probe);
    if (!signer.verify(signature)) {
      throw new GeneralSecurityException("the public key is of another pair");
    }
  }

  private static byte[] block(String text, String label) {
    var block =
        Pattern.compile("-----BEGIN " + label + "-----([^-]+)-----END " + label + "-----")
            .matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException("no block " + label);
    }
    return Base64.getMimeDecoder().decode(block.group(1));
  }

  private static String pem(String label, byte[] bytes) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  VAPIDKeyPair pair() {
    return pair;
  }

  /// As browsers want it: uncompressed, base64url.
  public String publicKey() {
    return pair.extractPublicKeyInUncompressedFormAsString();
  }
}
