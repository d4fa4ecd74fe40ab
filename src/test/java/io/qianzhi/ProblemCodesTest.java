package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The codes of problems are part of the contract: what is thrown stands there, what stands there
/// is thrown.
class ProblemCodesTest {
  private static final Pattern THROWN =
      Pattern.compile(
          "(?:Problem\\.(?:invalid|conflict|forbidden|unauthenticated|tooMany)\\(|Problem\\.of\\("
              + "[^\"]+?,|new Problem\\(\\d+,|return conflict\\()\\s*\"([a-z_]+)\"");

  @Test
  void theContractHasEveryCodeThatIsThrownAndNoOther() throws IOException {
    var thrown = new TreeSet<String>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        THROWN.matcher(Files.readString(file)).results().forEach(hit -> thrown.add(hit.group(1)));
      }
    }
    var contract = Json.YAML.readTree(Path.of("src/main/resources/openapi.yaml").toFile());
    var named = new TreeSet<String>();
    contract.at("/components/schemas/ProblemCode/enum").forEach(code -> named.add(code.asText()));
    assertThat(named).isEqualTo(thrown);
  }
}
