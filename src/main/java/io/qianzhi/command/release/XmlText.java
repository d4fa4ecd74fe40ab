package io.qianzhi.command.release;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a document through the JDK's XML writer, which escapes what has to be.
final class XmlText {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private XmlText() {}

  /// What is written between start and end.
  @FunctionalInterface
  interface Body {
    void write(XMLStreamWriter out) throws XMLStreamException;
  }

  static Buffer of(Body body) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      body.write(out);
      out.flush();
      out.close();
      return Buffer.buffer(bytes.toByteArray());
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /// An element with a text.
  static void element(XMLStreamWriter out, String name, String text) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(text);
    out.writeEndElement();
  }

  /// An element with an attribute and a text.
  static void element(XMLStreamWriter out, String name, String attribute, String value, String text)
      throws XMLStreamException {
    out.writeStartElement(name);
    out.writeAttribute(attribute, value);
    out.writeCharacters(text);
    out.writeEndElement();
  }
}
