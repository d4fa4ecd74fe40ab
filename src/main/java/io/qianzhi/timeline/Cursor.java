package io.qianzhi.timeline;

/// A place in the feed: after the event with this transaction and id.
public record Cursor(String xid, long id) implements Comparable<Cursor> {
  /// Before everything.
  public static final Cursor START = new Cursor("0", 0);

  /// Reads `xid.id`.
  ///
  /// @throws IllegalArgumentException when it is no cursor
  public static Cursor parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1) {
      throw new IllegalArgumentException("no cursor: " + text);
    }
    Long.parseUnsignedLong(text.substring(0, dot));
    return new Cursor(text.substring(0, dot), Long.parseLong(text.substring(dot + 1)));
  }

  @Override
  public int compareTo(Cursor other) {
    int byXid =
        Long.compareUnsigned(Long.parseUnsignedLong(xid), Long.parseUnsignedLong(other.xid));
    return byXid != 0 ? byXid : Long.compare(id, other.id);
  }

  @Override
  public String toString() {
    return xid + "." + id;
  }
}
