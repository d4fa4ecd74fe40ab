package io.qianzhi;

import io.qianzhi.platform.config.Config;

/// The heap that Java gives this node: what is too little is said before anything starts.
final class Memory {
  private static final int LEAST_MEGABYTES = 512;

  /// Some collectors leave a part of the heap out of what they say.
  private static final double ABOUT = 0.9;

  private Memory() {}

  /// @throws Config.Fault when there is too little for even a small city
  static void require() {
    if (heapMegabytes() < LEAST_MEGABYTES * ABOUT) {
      throw new Config.Fault(
          "Java may use only %d MB of memory here, and a node needs %d MB at least. Start it with"
                  .formatted(heapMegabytes(), LEAST_MEGABYTES)
              + " java -Xmx1g, or give the machine or container more.");
    }
  }

  /// For a city whose map needs more than that.
  static String exhausted() {
    return "The %d MB of memory that Java may use are not enough. Start it with more, such as java -Xmx%dg, or give the machine or container more."
        .formatted(heapMegabytes(), Math.max(2, Math.round(heapMegabytes() / 512.0)));
  }

  /// Whether a failure comes from too little memory, wherever it was met.
  static boolean isExhausted(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  private static long heapMegabytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }
}
