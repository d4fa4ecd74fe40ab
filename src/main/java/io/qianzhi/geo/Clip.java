package io.qianzhi.geo;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Lineal;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/// The part of a shape that lies in a rectangle.
final class Clip {

  private Clip() {}

  static Geometry to(Envelope rectangle, Geometry shape) {
    Geometry frame = shape.getFactory().toGeometry(rectangle);
    Geometry sound = shape instanceof Lineal || shape.isValid() ? shape : shape.buffer(0);
    return OverlayNGRobust.overlay(sound, frame, OverlayNG.INTERSECTION);
  }
}
