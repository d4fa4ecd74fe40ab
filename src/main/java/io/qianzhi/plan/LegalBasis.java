package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The laws and rules that steps rest on, conf/legal-basis.yaml.
record LegalBasis(List<Law> laws) {

  /// @param edition the year of this wording
  /// @param effective since when it applies, null where the text does not say
  record Law(String id, Text name, int edition, @Nullable LocalDate effective) {}

  /// One place in a law.
  record Citation(String law, @Nullable String article) {}

  Optional<Law> law(String id) {
    return laws.stream().filter(law -> law.id().equals(id)).findFirst();
  }

  /// As people read it, such as 突发事件应对法（2024）第七十二条.
  String read(Citation citation) {
    var law = law(citation.law()).orElseThrow();
    var article = citation.article() == null ? "" : citation.article();
    return law.name().zh() + "（" + law.edition() + "）" + article;
  }
}
