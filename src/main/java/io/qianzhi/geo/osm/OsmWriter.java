package io.qianzhi.geo.osm;

import io.qianzhi.geo.Tile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

/// Writes an OpenStreetMap XML file, nodes before ways as the format wants. Coordinates are whole
/// numbers on the Mercator world; equal ones become one node.
final class OsmWriter implements AutoCloseable {

  /// Above every id that OpenStreetMap has given, for nodes and ways that only have a place.
  private static final long FIRST_OWN_ID = 1_000_000_000_000L;

  private record Way(long id, List<Long> nodes, Map<String, String> tags) {}

  private final OutputStream out;
  private final XMLStreamWriter xml;
  private final double worldSize;
  private final Map<Coordinate, Long> nodeAt = new HashMap<>();
  private final List<Way> ways = new ArrayList<>();
  private long nextId = FIRST_OWN_ID;

  /// @param worldSize how many coordinate steps the Mercator world is wide
  OsmWriter(Path osmGzFile, double worldSize) throws IOException {
    this.worldSize = worldSize;
    out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(osmGzFile)));
    try {
      xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("osm");
      xml.writeAttribute("version", "0.6");
      xml.writeAttribute("generator", "Qianzhi");
      xml.writeAttribute("copyright", "OpenStreetMap and contributors");
      xml.writeAttribute("attribution", "https://www.openstreetmap.org/copyright");
      xml.writeAttribute("license", "https://opendatacommons.org/licenses/odbl/1-0/");
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /// Adds a node that has tags of its own. Ways added later use it where they pass it.
  void addNode(long id, Coordinate place, Map<String, String> tags) throws IOException {
    nodeAt.putIfAbsent(place, id);
    writeNode(id, place, tags);
  }

  /// Adds a way. When it left the map and came back, each part gets a way of its own.
  void addWay(long id, List<LineString> parts, Map<String, String> tags) throws IOException {
    long partId = id;
    for (LineString part : parts) {
      List<Long> nodes = new ArrayList<>();
      for (Coordinate place : part.getCoordinates()) {
        nodes.add(node(place));
      }
      ways.add(new Way(partId, nodes, tags));
      partId = nextId++;
    }
  }

  private long node(Coordinate place) throws IOException {
    Long known = nodeAt.get(place);
    if (known != null) {
      return known;
    }
    long id = nextId++;
    nodeAt.put(place, id);
    writeNode(id, place, Map.of());
    return id;
  }

  private void writeNode(long id, Coordinate place, Map<String, String> tags) throws IOException {
    try {
      xml.writeStartElement("node");
      xml.writeAttribute("id", Long.toString(id));
      xml.writeAttribute("lat", degrees(Tile.latitude(place.y / worldSize)));
      xml.writeAttribute("lon", degrees(Tile.longitude(place.x / worldSize)));
      writeTags(tags);
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static String degrees(double value) {
    return String.format(Locale.ROOT, "%.7f", value);
  }

  private void writeTags(Map<String, String> tags) throws XMLStreamException {
    for (var tag : tags.entrySet()) {
      xml.writeEmptyElement("tag");
      xml.writeAttribute("k", tag.getKey());
      xml.writeAttribute("v", tag.getValue());
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      for (Way way : ways) {
        xml.writeStartElement("way");
        xml.writeAttribute("id", Long.toString(way.id));
        for (long node : way.nodes) {
          xml.writeEmptyElement("nd");
          xml.writeAttribute("ref", Long.toString(node));
        }
        writeTags(way.tags);
        xml.writeEndElement();
      }
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }
}
