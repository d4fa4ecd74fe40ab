package io.qianzhi.command.release;

import static io.qianzhi.command.release.XmlText.element;

import io.qianzhi.incident.CityTime;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// One release as an alert of the Common Alerting Protocol 1.2 (OASIS, ITU-T X.1303).
final class CapAlert {
  private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
  // CAP wants an offset in digits, and no fraction of a second.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(CityTime.ZONE);
  private static final PublicWords ZH = new PublicWords(false);
  private static final PublicWords EN = new PublicWords(true);

  private final PublicAddress addresses;

  CapAlert(PublicAddress addresses) {
    this.addresses = addresses;
  }

  /// @param number of the incident
  /// @param original what this release corrects
  Buffer of(PublicRelease release, String number, @Nullable PublicRelease original) {
    return XmlText.of(
        out -> {
          out.writeStartDocument("UTF-8", "1.0");
          out.writeStartElement("alert");
          out.writeDefaultNamespace(NAMESPACE);
          element(out, "identifier", identifier(release.id()));
          element(out, "sender", sender());
          element(out, "sent", time(release.publishedAt()));
          element(out, "status", release.drill() ? "Exercise" : "Actual");
          element(out, "msgType", original == null ? "Alert" : "Update");
          element(out, "scope", "Public");
          if (release.drill()) {
            element(out, "note", "演练 Exercise");
          }
          if (original != null) {
            element(out, "references", reference(original));
          }
          element(out, "incidents", number);
          info(out, release, ZH);
          if (release.en() != null) {
            info(out, release, EN);
          }
          out.writeEndElement();
          out.writeEndDocument();
        });
  }

  private void info(XMLStreamWriter out, PublicRelease release, PublicWords words)
      throws XMLStreamException {
    var text = release.text(words.english);
    out.writeStartElement("info");
    element(out, "language", words.english ? "en-US" : "zh-CN");
    element(out, "category", word(release.category()));
    element(out, "event", words.headline(release));
    element(out, "urgency", word(release.urgency()));
    element(out, "severity", word(release.severity()));
    element(out, "certainty", "Observed");
    element(out, "senderName", words.say(addresses.publisher().zh(), addresses.publisher().en()));
    element(out, "headline", words.headline(release));
    element(out, "description", String.join("\n", words.paragraphs(release)));
    if (!text.advice().isBlank()) {
      element(out, "instruction", text.advice());
    }
    element(out, "web", release.url());
    parameter(out, "factsAsOf", time(release.factsAt()));
    var reason = release.correctionReason();
    if (reason != null) {
      parameter(out, "correction", reason);
    }
    out.writeStartElement("area");
    element(out, "areaDesc", release.area());
    out.writeEndElement();
    out.writeEndElement();
  }

  private static void parameter(XMLStreamWriter out, String name, String value)
      throws XMLStreamException {
    out.writeStartElement("parameter");
    element(out, "valueName", name);
    element(out, "value", value);
    out.writeEndElement();
  }

  private String reference(PublicRelease original) {
    return "%s,%s,%s".formatted(sender(), identifier(original.id()), time(original.publishedAt()));
  }

  /// Neither may have blanks, commas, `<` or `&`.
  private String sender() {
    return "release@" + addresses.host();
  }

  private String identifier(UUID release) {
    return "urn:uuid:" + release;
  }

  private static String time(Instant at) {
    return TIME.format(at.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String word(Enum<?> value) {
    var name = value.name();
    if (value == ReleaseContent.Category.CBRNE) {
      return name;
    }
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
