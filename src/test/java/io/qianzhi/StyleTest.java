package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Every Java file is as google-java-format writes it. `mvn verify -Dtest=StyleTest -Dformat` makes
/// it so. The formatter runs here because it must run on the JDK that knows the language.
class StyleTest {
  private final Formatter formatter = new Formatter();

  @Test
  void everyFileIsFormatted() throws IOException, FormatterException {
    var different = new ArrayList<Path>();
    try (var files = Files.walk(Path.of("src"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var source = Files.readString(file);
        var formatted = formatter.formatSourceAndFixImports(source);
        if (!formatted.equals(source)) {
          different.add(file);
          if (System.getProperty("format") != null) {
            Files.writeString(file, formatted);
          }
        }
      }
    }
    assertThat(different).as("run mvn verify -Dtest=StyleTest -Dformat to format these").isEmpty();
  }
}
