package io.qianzhi.exercise;

import io.qianzhi.incident.Casualties;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that a running exercise brings or has brought.
public record Inject(
    UUID id,
    int position,
    Kind kind,
    Instant dueAt,
    @Nullable Instant firedAt,
    String text,
    @Nullable Casualties casualties) {

  /// What it is.
  public enum Kind {
    /// The numbers are now these.
    CASUALTIES,
    /// Somebody else calls about it.
    CALL,
    /// Who runs the exercise says so.
    NOTE
  }

  Inject fired(Instant at) {
    return new Inject(id, position, kind, dueAt, at, text, casualties);
  }
}
