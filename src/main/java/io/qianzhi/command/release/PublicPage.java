package io.qianzhi.command.release;

import static io.qianzhi.command.release.XmlText.element;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// The page on which everybody reads what has been published of one incident: no script, no
/// sign-in, nothing from elsewhere.
final class PublicPage {
  private static final String STYLE = style();

  private final PublicAddress addresses;

  PublicPage(PublicAddress addresses) {
    this.addresses = addresses;
  }

  private static String style() {
    try (var in = PublicPage.class.getResourceAsStream("public-page.css")) {
      if (in == null) {
        throw new IllegalStateException("public-page.css is not in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param releases newest first
  Buffer of(String number, List<PublicRelease> releases, boolean english) {
    var words = new PublicWords(english);
    boolean drill = releases.getFirst().drill();
    var title = (drill ? words.drill() : "") + words.say("情况通报", "Public releases") + " " + number;
    return XmlText.of(
        out -> {
          head(out, words, title, addresses.ofFeed(number));
          if (drill) {
            element(out, "p", "class", "drill", words.say("演练", "Exercise"));
            element(
                out,
                "p",
                "class",
                "drill-note",
                words.say("以下内容均为演练，并未真实发生。", "Nothing on this page has really happened."));
          }
          top(out, words, number);
          out.writeStartElement("main");
          for (var release : releases) {
            article(out, words, release, releases);
          }
          out.writeEndElement();
          foot(out, words, number);
          end(out);
        });
  }

  /// The same for a number that does not exist and for an incident of which nothing is published.
  Buffer nothingHere(boolean english) {
    var words = new PublicWords(english);
    return XmlText.of(
        out -> {
          head(out, words, words.say("没有公开信息", "Nothing public here"), addresses.ofFeed());
          out.writeStartElement("main");
          element(out, "h1", words.say("没有公开信息", "Nothing public here"));
          element(
              out,
              "p",
              words.say(
                  "这个地址没有已发布的信息。请核对地址，或稍后再看。",
                  "Nothing has been published at this address. Check it, or look again later."));
          out.writeEndElement();
          end(out);
        });
  }

  private void head(XMLStreamWriter out, PublicWords words, String title, String feed)
      throws XMLStreamException {
    out.writeDTD("<!DOCTYPE html>");
    out.writeStartElement("html");
    out.writeAttribute("lang", words.tag());
    out.writeStartElement("head");
    empty(out, "meta", "charset", "utf-8");
    empty(out, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    empty(out, "meta", "name", "color-scheme", "content", "light dark");
    element(out, "title", title + " · " + publisher(words));
    empty(out, "link", "rel", "alternate", "type", "application/atom+xml", "href", feed);
    element(out, "style", STYLE);
    out.writeEndElement();
    out.writeStartElement("body");
  }

  private void top(XMLStreamWriter out, PublicWords words, String number)
      throws XMLStreamException {
    out.writeStartElement("header");
    element(out, "p", "class", "publisher", publisher(words));
    element(out, "h1", words.say("情况通报", "Public releases"));
    element(out, "p", "class", "number", words.say("事件编号 ", "Incident ") + number);
    out.writeStartElement("nav");
    out.writeAttribute("aria-label", "语言 Language");
    language(out, number, "中文", "zh-CN", "?lang=zh", !words.english);
    language(out, number, "English", "en", "?lang=en", words.english);
    out.writeEndElement();
    out.writeEndElement();
  }

  private static void language(
      XMLStreamWriter out, String number, String name, String tag, String query, boolean current)
      throws XMLStreamException {
    out.writeStartElement("a");
    out.writeAttribute("href", "/public/" + number + query);
    out.writeAttribute("lang", tag);
    if (current) {
      out.writeAttribute("aria-current", "true");
    }
    out.writeCharacters(name);
    out.writeEndElement();
  }

  private static void article(
      XMLStreamWriter out, PublicWords words, PublicRelease release, List<PublicRelease> all)
      throws XMLStreamException {
    out.writeStartElement("article");
    out.writeAttribute("id", "r" + release.sequence());
    var correction = release.correctedById();
    if (correction != null) {
      out.writeAttribute("class", "corrected");
    }
    out.writeStartElement("p");
    out.writeAttribute("class", "which");
    element(out, "span", words.say("第%d号", "No. %d").formatted(release.sequence()));
    time(out, release.publishedAt().toString(), words.time(release.publishedAt()));
    out.writeEndElement();
    if (correction != null) {
      link(
          out,
          words.say("本通报已更正，请看更正后的通报", "This release was corrected: read the correction"),
          sequence(correction, all));
    }
    var original = release.correctsId();
    if (original != null) {
      link(
          out,
          words.say("更正：", "Correction: ") + release.correctionReason(),
          sequence(original, all));
    }
    body(out, words, release);
    element(
        out,
        "p",
        "class",
        "as-of",
        words.say("情况截至 ", "Facts as of ")
            + words.time(release.factsAt())
            + words.say("（北京时间）", " (Beijing time)"));
    out.writeEndElement();
  }

  private static void body(XMLStreamWriter out, PublicWords words, PublicRelease release)
      throws XMLStreamException {
    var text = release.text(words.english);
    boolean translated = !words.english || release.en() != null;
    out.writeStartElement("div");
    if (!translated) {
      out.writeAttribute("lang", "zh-CN");
    }
    element(out, "h2", words.headline(release));
    if (!translated) {
      element(out, "p", "class", "note", "This release is in Chinese only.");
    }
    for (var paragraph : words.paragraphs(release)) {
      element(out, "p", "class", "text", paragraph);
    }
    if (!text.advice().isBlank()) {
      out.writeStartElement("section");
      out.writeAttribute("class", "advice");
      element(out, "h3", words.say("请您注意", "What you should do"));
      element(out, "p", "class", "text", text.advice());
      out.writeEndElement();
    }
    out.writeEndElement();
  }

  /// 0 when it is not on the page any more.
  private static int sequence(UUID id, List<PublicRelease> all) {
    return all.stream()
        .filter(release -> release.id().equals(id))
        .mapToInt(PublicRelease::sequence)
        .findFirst()
        .orElse(0);
  }

  private static void link(XMLStreamWriter out, String text, int sequence)
      throws XMLStreamException {
    out.writeStartElement("p");
    out.writeAttribute("class", "correction");
    out.writeStartElement("a");
    out.writeAttribute("href", "#r" + sequence);
    out.writeCharacters(text);
    out.writeEndElement();
    out.writeEndElement();
  }

  private static void time(XMLStreamWriter out, String machine, String human)
      throws XMLStreamException {
    element(out, "time", "datetime", machine, human);
  }

  private void foot(XMLStreamWriter out, PublicWords words, String number)
      throws XMLStreamException {
    out.writeStartElement("footer");
    element(out, "p", publisher(words));
    out.writeStartElement("p");
    out.writeStartElement("a");
    out.writeAttribute("href", "/public/" + number + "/feed.atom");
    out.writeCharacters(words.say("订阅（Atom）", "Subscribe (Atom)"));
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndElement();
  }

  private static void end(XMLStreamWriter out) throws XMLStreamException {
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndDocument();
  }

  private String publisher(PublicWords words) {
    return words.say(addresses.publisher().zh(), addresses.publisher().en());
  }

  private static void empty(XMLStreamWriter out, String name, String... attributes)
      throws XMLStreamException {
    out.writeEmptyElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }
}
