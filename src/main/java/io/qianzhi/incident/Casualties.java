package io.qianzhi.incident;

/// Counts of people, never names. Each 0–1,000,000.
public record Casualties(int dead, int missing, int trapped, int serious, int light) {
  public static final Casualties NONE = new Casualties(0, 0, 0, 0, 0);

  /// The higher of each: a later caller who has seen fewer does not lower what is known.
  Casualties atLeast(Casualties other) {
    return new Casualties(
        Math.max(dead, other.dead),
        Math.max(missing, other.missing),
        Math.max(trapped, other.trapped),
        Math.max(serious, other.serious),
        Math.max(light, other.light));
  }

  int ill() {
    return dead + serious + light;
  }
}
