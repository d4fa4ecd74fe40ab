package io.qianzhi.platform.pdf;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.logging.Level;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// Turns a page of XHTML into PDF with its Chinese fonts embedded, on a thread of its own: laying
/// out takes long. Nothing outside the page is ever read.
///
/// Pages name the font family `Noto Sans SC`, in weights 400 and 700, and put every text that is
/// not their own through [#text].
public final class Pdf {
  private static final int AT_ONCE = 2;

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
    new PdfRendererBuilder()
        .useUriResolver((base, uri) -> null)
        .useFont(font(Fonts.REGULAR), Fonts.FAMILY, 400, FontStyle.NORMAL, true)
        .useFont(font(Fonts.BOLD), Fonts.FAMILY, 700, FontStyle.NORMAL, true)
        .withHtmlContent(xhtml, null)
        .toStream(out)
        .run();
    return out.toByteArray();
  }

  private static FSSupplier<InputStream> font(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
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

  /// Read when the first page is printed.
  private static final class Fonts {
    static final String FAMILY = "Noto Sans SC";
    static final byte[] REGULAR = read("noto-sans-sc-400.ttf");
    static final byte[] BOLD = read("noto-sans-sc-700.ttf");
    private static final CmapLookup CHARACTERS = characters();

    private static byte[] read(String name) {
      try (var in = Pdf.class.getClassLoader().getResourceAsStream("fonts/" + name)) {
        if (in == null) {
          throw new IllegalStateException("the font " + name + " is not in this build");
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static CmapLookup characters() {
      try (var font = new TTFParser().parse(new RandomAccessReadBuffer(REGULAR))) {
        return font.getUnicodeCmapLookup();
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
      return CHARACTERS.getGlyphId(character) != 0;
    }
  }
}
