package io.qianzhi.live;

import io.qianzhi.timeline.Cursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Events on their way to one client. They are held while the client is given its snapshot and
/// while it does not read; a client for whom too many wait has to resume. Belongs to its session's
/// event loop.
final class Outbox {
  /// An event's message for this client.
  record Message(Cursor cursor, String text, LiveEvent event) {}

  /// Where messages go.
  interface Line {
    boolean isFull();

    void write(Message message);

    /// Too much waits: tell the client and end the session.
    void lag();
  }

  private final int limit;
  private final Line line;
  private final Deque<Message> waiting = new ArrayDeque<>();
  private boolean held = true;
  private boolean over;
  private Cursor upTo = Cursor.START;

  Outbox(int limit, Line line) {
    this.limit = limit;
    this.line = line;
  }

  void offer(Message message) {
    if (over || message.cursor.compareTo(upTo) <= 0) {
      return;
    }
    if (!held && waiting.isEmpty() && !line.isFull()) {
      upTo = message.cursor;
      line.write(message);
    } else if (waiting.size() < limit) {
      waiting.addLast(message);
    } else {
      over = true;
      waiting.clear();
      line.lag();
    }
  }

  /// From now on, everything waits until [#release].
  void hold() {
    held = true;
  }

  /// The client knows everything up to here, once it has got what it missed.
  void release(Cursor known, List<Message> missed) {
    waiting.removeIf(message -> message.cursor.compareTo(known) <= 0);
    missed.reversed().forEach(waiting::addFirst);
    if (missed.isEmpty()) {
      upTo = known;
    }
    held = false;
    drain();
  }

  /// The line takes more again.
  void drain() {
    while (!held && !waiting.isEmpty() && !line.isFull()) {
      var message = waiting.removeFirst();
      if (message.cursor.compareTo(upTo) > 0) {
        upTo = message.cursor;
        line.write(message);
      }
    }
  }
}
