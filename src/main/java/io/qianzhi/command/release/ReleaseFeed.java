package io.qianzhi.command.release;

import static io.qianzhi.command.release.XmlText.element;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// Releases as an Atom feed (RFC 4287), each entry with its CAP alert as an alternative.
final class ReleaseFeed {
  private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
  private static final PublicWords ZH = new PublicWords(false);

  private final PublicAddress addresses;

  ReleaseFeed(PublicAddress addresses) {
    this.addresses = addresses;
  }

  /// @param self the feed's own address, which is its identity, too
  /// @param page the page that says the same, if there is one
  Buffer of(String title, String self, @Nullable String page, List<PublicRelease> releases) {
    return XmlText.of(
        out -> {
          out.writeStartDocument("UTF-8", "1.0");
          out.writeStartElement("feed");
          out.writeDefaultNamespace(NAMESPACE);
          out.writeAttribute("xml", "http://www.w3.org/XML/1998/namespace", "lang", "zh-CN");
          element(out, "id", self);
          element(out, "title", title);
          element(out, "updated", updated(releases).toString());
          link(out, "self", "application/atom+xml", self);
          if (page != null) {
            link(out, "alternate", "text/html", page);
          }
          author(out);
          for (var release : releases) {
            entry(out, release);
          }
          out.writeEndElement();
          out.writeEndDocument();
        });
  }

  private static Instant updated(List<PublicRelease> releases) {
    return releases.stream()
        .map(PublicRelease::publishedAt)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private void author(XMLStreamWriter out) throws XMLStreamException {
    out.writeStartElement("author");
    element(out, "name", addresses.publisher().zh());
    out.writeEndElement();
  }

  private void entry(XMLStreamWriter out, PublicRelease release) throws XMLStreamException {
    out.writeStartElement("entry");
    element(out, "id", "urn:uuid:" + release.id());
    element(out, "title", title(release));
    element(out, "published", release.publishedAt().toString());
    element(out, "updated", release.publishedAt().toString());
    link(out, "alternate", "text/html", release.url());
    link(out, "alternate", "application/cap+xml", release.cap());
    if (release.correctsId() != null) {
      link(out, "related", "application/cap+xml", addresses.ofCap(release.correctsId()));
    }
    if (release.drill()) {
      out.writeEmptyElement("category");
      out.writeAttribute("term", "exercise");
      out.writeAttribute("label", "演练");
    }
    element(out, "content", "type", "text", text(release));
    out.writeEndElement();
  }

  private static String title(PublicRelease release) {
    var mark =
        release.correctedById() != null ? "（已更正）" : release.correctsId() != null ? "（更正）" : "";
    return ZH.headline(release) + mark;
  }

  private static String text(PublicRelease release) {
    var paragraphs = new ArrayList<String>();
    var reason = release.correctionReason();
    if (reason != null) {
      paragraphs.add("更正说明：" + reason);
    }
    paragraphs.addAll(ZH.paragraphs(release));
    if (!release.zh().advice().isBlank()) {
      paragraphs.add(release.zh().advice());
    }
    paragraphs.add("情况截至" + ZH.time(release.factsAt()));
    return String.join("\n", paragraphs);
  }

  private static void link(XMLStreamWriter out, String rel, String type, String href)
      throws XMLStreamException {
    out.writeEmptyElement("link");
    out.writeAttribute("rel", rel);
    out.writeAttribute("type", type);
    out.writeAttribute("href", href);
  }
}
