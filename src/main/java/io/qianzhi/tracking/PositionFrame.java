package io.qianzhi.tracking;

import io.qianzhi.geo.Cell;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The binary frame of the live protocol: the positions that changed in one map cell.
public final class PositionFrame {
  /// One unit's place in a frame.
  public record Entry(int unitNumber, Fix fix) {}

  static final int MOST_ENTRIES = 0xffff;
  private static final int HEADER_BYTES = 16;
  private static final int ENTRY_BYTES = 24;
  private static final int UNKNOWN = 0xffff;

  private PositionFrame() {}

  /// @param entries at most 65,535
  public static Buffer encode(Cell cell, long tickMillis, List<Entry> entries) {
    var frame = Buffer.buffer(HEADER_BYTES + ENTRY_BYTES * entries.size());
    frame
        .appendByte((byte) 1)
        .appendByte((byte) 0)
        .appendUnsignedShortLE(entries.size())
        .appendUnsignedIntLE(cell.number())
        .appendDoubleLE((double) tickMillis);
    for (Entry entry : entries) {
      var fix = entry.fix;
      frame
          .appendUnsignedIntLE(entry.unitNumber)
          .appendIntLE((int) Math.round(fix.point().latitude() * 1e7))
          .appendIntLE((int) Math.round(fix.point().longitude() * 1e7))
          .appendUnsignedShortLE(scaled(fix.speedMetersPerSecond(), 10))
          .appendUnsignedShortLE(scaled(fix.headingDegrees(), 1))
          .appendDoubleLE((double) fix.fixAt().toEpochMilli());
    }
    return frame;
  }

  private static int scaled(@Nullable Double value, int factor) {
    if (value == null || value < 0) {
      return UNKNOWN;
    }
    return (int) Math.min(UNKNOWN - 1, Math.round(value * factor));
  }
}
