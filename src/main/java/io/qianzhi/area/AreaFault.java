package io.qianzhi.area;

/// An area that does not fit into the tree; its message names the area and what is wrong with it.
public final class AreaFault extends RuntimeException {

  AreaFault(Area area, String what) {
    super("area " + area.code() + " " + area.name() + " " + what);
  }
}
