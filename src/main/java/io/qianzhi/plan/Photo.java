package io.qianzhi.plan;

import io.qianzhi.platform.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/// A photo as it was uploaded, named by the SHA-256 of its bytes.
record Photo(String hash, String contentType, Buffer bytes) {
  private static final int MOST_BYTES = 4_000_000;
  private static final int MOST_PIXELS = 50_000_000;

  /// Looks into the bytes; what the sender says they are does not count.
  ///
  /// @throws Problem `not_a_photo` when they are no JPEG or PNG of sensible size
  static Photo of(Buffer bytes) {
    if (bytes.length() > MOST_BYTES) {
      throw Problem.of(413, "too_large", "A photo may have 4 MB; send a smaller one.")
          .with("kilobytes", MOST_BYTES / 1000);
    }
    try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes.getBytes()))) {
      var readers = ImageIO.getImageReaders(input);
      if (readers.hasNext()) {
        var reader = readers.next();
        reader.setInput(input, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        var format = reader.getFormatName();
        reader.dispose();
        var type =
            switch (format) {
              case "JPEG" -> "image/jpeg";
              case "png" -> "image/png";
              default -> "";
            };
        if (!type.isEmpty() && pixels > 0 && pixels <= MOST_PIXELS) {
          return new Photo(hash(bytes), type, bytes);
        }
      }
    } catch (IOException | RuntimeException broken) {
      // Told below like every other file that is no photo.
    }
    throw Problem.invalid("not_a_photo", "This is no JPEG or PNG of at most 50 megapixels.");
  }

  private static String hash(Buffer bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
