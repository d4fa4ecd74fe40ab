package io.qianzhi.live;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/// One client's socket: what goes out over it, whether the client is still there, and its end.
/// Belongs to its session's event loop.
final class Wire {
  private static final long CUT_OFF_MILLIS = 10_000;

  private final LiveParts parts;
  private final ServerWebSocket socket;
  private final Runnable cutOff;
  private final String remoteAddress;
  private long heardAtMillis = LiveNode.steadyMillis();
  private long pingedAtMillis = heardAtMillis;
  private long cutOffTimer = -1;

  /// @param cutOff ends the connection of a client that does not even take its close frame
  Wire(LiveParts parts, ServerWebSocket socket, Runnable cutOff) {
    this.parts = parts;
    this.socket = socket;
    this.cutOff = cutOff;
    this.remoteAddress = socket.remoteAddress().hostAddress();
    socket.setWriteQueueMaxSize(parts.settings().writeQueueBytes());
    socket.pongHandler(pong -> heard(LiveNode.steadyMillis()));
  }

  String remoteAddress() {
    return remoteAddress;
  }

  void heard(long nowMillis) {
    heardAtMillis = nowMillis;
  }

  boolean isSilent(long nowMillis) {
    return nowMillis - heardAtMillis > parts.settings().silentSeconds() * 1_000L;
  }

  /// Asks from time to time whether the client is still there.
  void ask(long nowMillis) {
    if (nowMillis - pingedAtMillis > parts.settings().pingSeconds() * 1_000L) {
      pingedAtMillis = nowMillis;
      socket.writePing(Buffer.buffer("?"));
    }
  }

  /// The client does not take what has been written already.
  boolean isFull() {
    return socket.writeQueueFull();
  }

  /// Succeeds once the text has gone out.
  Future<Void> write(String text) {
    return socket.isClosed()
        ? Future.failedFuture("the socket is closed")
        : socket.writeTextMessage(text);
  }

  void close(CloseCode code, String reason) {
    socket.close(code.number(), reason);
    cutOffTimer = parts.vertx().setTimer(CUT_OFF_MILLIS, late -> cutOff.run());
  }

  /// The connection has ended.
  void closed() {
    parts.vertx().cancelTimer(cutOffTimer);
  }
}
