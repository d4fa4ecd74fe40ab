package io.qianzhi.live;

import io.qianzhi.platform.http.TokenBucket;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/// Puts a client's frames together to messages: text only, neither too large nor too many.
final class Reception {
  static final int MOST_BYTES = 65_536;

  private final LiveNode node;
  private final Session session;
  private final TokenBucket allowance;
  private @Nullable Buffer begun;

  Reception(LiveNode node, Session session, long nowMillis) {
    var settings = node.parts().settings();
    this.node = node;
    this.session = session;
    this.allowance =
        new TokenBucket(settings.messagesPerSecond(), settings.messageBurst(), nowMillis);
  }

  static boolean isMessage(WebSocketFrame frame) {
    return frame.isText() || frame.isBinary() || frame.isContinuation();
  }

  void hear(WebSocketFrame frame, long nowMillis) {
    if (frame.isBinary()) {
      session.close(CloseCode.BAD_MESSAGE, "binary_message");
    } else if (!allowance.take(nowMillis)) {
      session.close(CloseCode.TOO_MANY, "too_many_messages");
    } else if (overflows(frame)) {
      session.close(CloseCode.TOO_LARGE, "too_large");
    } else {
      var message = add(frame);
      if (message != null) {
        session.take(node.inbound().read(message));
      }
    }
  }

  private boolean overflows(WebSocketFrame frame) {
    int before = begun == null ? 0 : begun.length();
    return before + frame.binaryData().length() > MOST_BYTES;
  }

  /// The whole message, once its last frame is there.
  private @Nullable Buffer add(WebSocketFrame frame) {
    // A copy: the first frame's buffer is not ours to append to.
    var message =
        begun == null ? frame.binaryData().copy() : begun.appendBuffer(frame.binaryData());
    begun = frame.isFinal() ? null : message;
    return frame.isFinal() ? message : null;
  }
}
