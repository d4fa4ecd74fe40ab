package io.qianzhi.platform.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// Turns a page of XHTML into PDF with its Chinese fonts embedded, on a thread of its own: laying
/// out takes long. Nothing outside the page is ever read.
///
/// Pages name the font families `'Noto Sans SC', 'Noto Sans'` (the second for what the first lacks
/// of Latin and Cyrillic), in weights 400 and 700, and put every text that is not their own through
/// [#text].
public final class Pdf {
  private static final int AT_ONCE = 2;

  /// Counters of pages and lists, and what stands for a character that a font lacks.
  private static final String PRINTED_BY_ITSELF = " 0123456789•#";

  private final WorkerExecutor workers;

  public Pdf(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("pdf", AT_ONCE);
  }

  /// @param xhtml well-formed, with its styles in it
  public Future<byte[]> render(String xhtml) {
    return workers.executeBlocking(() -> bytes(xhtml), false);
  }

  static byte[] bytes(String xhtml) throws IOException {
    XRLog.listRegisteredLoggers().forEach(name -> XRLog.setLevel(name, Level.WARNING));
    var out = new ByteArrayOutputStream();
    var builder = new PdfRendererBuilder().useUriResolver((base, uri) -> null);
    var characters = IntStream.concat(PRINTED_BY_ITSELF.chars(), xhtml.codePoints());
    var used = characters.boxed().collect(Collectors.toSet());
    for (var font : Fonts.ALL) {
      var bytes = font.of(used);
      builder.useFont(
          () -> new ByteArrayInputStream(bytes), font.family, font.weight, FontStyle.NORMAL, true);
    }
    builder.withHtmlContent(xhtml, null).toStream(out).run();
    return out.toByteArray();
  }

  /// A text for a page: safe in XHTML, and in characters that the fonts have. What they lack is
  /// written plainly (Ⅲ as III) or, at last, as 〓.
  public static String text(String any) {
    var safe = new StringBuilder();
    any.codePoints().forEach(character -> append(safe, character));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int character) {
    switch (character) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\n' -> safe.append("<br/>");
      default -> safe.append(Fonts.printable(character));
    }
  }

  private record Font(String family, int weight, TrueTypeFont face) {
    static Font read(String family, int weight) {
      var name = family.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + weight + ".ttf";
      try (var in = Pdf.class.getClassLoader().getResourceAsStream("fonts/" + name)) {
        if (in == null) {
          throw new IllegalStateException("the font " + name + " is not in this build");
        }
        return new Font(family, weight, new TTFParser().parse(new RandomAccessReadBuffer(in)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    CmapLookup characters() throws IOException {
      return face.getUnicodeCmapLookup();
    }

    /// A font of these characters alone. The whole font draws 人 and the radical ⼈ with one glyph,
    /// and who copied the printed text would get the wrong one.
    byte[] of(Set<Integer> characters) throws IOException {
      // Its face reads from one place of one buffer.
      synchronized (face) {
        var subset = new TTFSubsetter(face);
        subset.addAll(characters);
        var out = new ByteArrayOutputStream();
        subset.writeToStream(out);
        return out.toByteArray();
      }
    }
  }

  /// Read when the first page is printed.
  private static final class Fonts {
    static final List<Font> ALL =
        List.of(
            Font.read("Noto Sans SC", 400),
            Font.read("Noto Sans SC", 700),
            Font.read("Noto Sans", 400),
            Font.read("Noto Sans", 700));
    private static final List<CmapLookup> CHARACTERS = characters();

    private static List<CmapLookup> characters() {
      try {
        return List.of(ALL.get(0).characters(), ALL.get(2).characters());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static String printable(int character) {
      if (Character.isISOControl(character)) {
        return " ";
      }
      if (has(character)) {
        return Character.toString(character);
      }
      var plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
      return plain.codePoints().allMatch(Fonts::has) ? plain : "〓";
    }

    private static boolean has(int character) {
      return Character.isBmpCodePoint(character)
          && CHARACTERS.stream().anyMatch(font -> font.getGlyphId(character) != 0);
    }
  }
}
