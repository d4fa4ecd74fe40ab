package io.qianzhi.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/// Puts the frames of one message together, up to a limit.
final class Assembler {
  static final int MOST_BYTES = 65_536;

  private @Nullable Buffer begun;

  /// Whether this frame makes the message larger than allowed.
  boolean overflows(WebSocketFrame frame) {
    int before = begun == null ? 0 : begun.length();
    return before + frame.binaryData().length() > MOST_BYTES;
  }

  /// The whole message, once its last frame is there.
  @Nullable Buffer add(WebSocketFrame frame) {
    var message = begun == null ? frame.binaryData() : begun.appendBuffer(frame.binaryData());
    if (frame.isFinal()) {
      begun = null;
      return message;
    }
    // A copy: the first frame's buffer is not ours to append to.
    begun = begun == null ? message.copy() : message;
    return null;
  }
}
