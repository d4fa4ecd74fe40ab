package io.qianzhi.geo;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The city map as gzipped Mapbox vector tiles, zoom 8 to 14, in one memory-mapped file. May be
/// asked by any number of threads at once.
///
/// The file: all tiles, one after the other; then for each tile its key, offset and length (8 bytes
/// each), by key; then the number of tiles.
public final class TileStore {

  public static final int MIN_ZOOM = TileMaker.MIN_ZOOM;
  public static final int MAX_ZOOM = TileMaker.MAX_ZOOM;

  private static final ValueLayout.OfLong NUMBER =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment file;
  private final long[] keys;
  private final long[] offsets;
  private final int[] lengths;

  private TileStore(MemorySegment file) {
    this.file = file;
    long end = file.byteSize() - Long.BYTES;
    int count = Math.toIntExact(file.get(NUMBER, end));
    keys = new long[count];
    offsets = new long[count];
    lengths = new int[count];
    long entry = end - 3L * Long.BYTES * count;
    for (int i = 0; i < count; i++) {
      keys[i] = file.get(NUMBER, entry);
      offsets[i] = file.get(NUMBER, entry + Long.BYTES);
      lengths[i] = Math.toIntExact(file.get(NUMBER, entry + 2L * Long.BYTES));
      entry += 3L * Long.BYTES;
    }
  }

  /// Cuts the tiles and writes them to a new file.
  static void write(TileMaker maker, Path path) throws IOException {
    record Entry(long offset, int length) {}
    Map<Long, Entry> entries = new TreeMap<>();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)))) {
      long[] written = {0};
      maker.make(
          (tile, bytes) -> {
            try {
              out.write(bytes);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            entries.put(key(tile.zoom(), tile.x(), tile.y()), new Entry(written[0], bytes.length));
            written[0] += bytes.length;
          });
      for (var entry : entries.entrySet()) {
        out.writeLong(entry.getKey());
        out.writeLong(entry.getValue().offset);
        out.writeLong(entry.getValue().length);
      }
      out.writeLong(entries.size());
    }
  }

  /// Opens what [#write] has written.
  static TileStore open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new TileStore(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    }
  }

  /// A gzipped vector tile, or null when nothing is drawn there.
  public byte @Nullable [] tile(int zoom, int x, int y) {
    int i = Arrays.binarySearch(keys, key(zoom, x, y));
    return i < 0 ? null : file.asSlice(offsets[i], lengths[i]).toArray(ValueLayout.JAVA_BYTE);
  }

  /// How many tiles show something.
  public int count() {
    return keys.length;
  }

  private static long key(int zoom, int x, int y) {
    return (long) zoom << 56 | (x & 0xFFF_FFFFL) << 28 | (y & 0xFFF_FFFFL);
  }
}
