package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The laws and rules that steps rest on, conf/legal-basis.yaml.
record LegalBasis(int version, List<Law> laws) {

  /// One edition of a law.
  ///
  /// @param edition the year of this wording
  /// @param effective since when it applies, null where the text does not say
  /// @param until the day from which it no longer applies, null while it does
  /// @param replacedBy the law that took its place
  record Law(
      String id,
      Text name,
      int edition,
      @Nullable LocalDate effective,
      @Nullable LocalDate until,
      @Nullable String replacedBy) {

    boolean isAheadOf(LocalDate day) {
      return effective != null && effective.isAfter(day);
    }

    boolean isOver(LocalDate day) {
      return until != null && !until.isAfter(day);
    }
  }

  /// One place in a law, as a plan cites it.
  record Citation(@Nullable String law, @Nullable String article) {}

  /// A citation resolved: kept with the plan, so that it says the same for ever.
  record Reference(
      String law,
      Text name,
      int edition,
      @Nullable String article,
      @Nullable LocalDate effective,
      @Nullable LocalDate until) {

    /// As people read it, such as 突发事件应对法（2024）第七十二条.
    private String read(LocalDate today) {
      var words = name.zh() + "（" + edition + "）" + (article == null ? "" : article);
      return until == null || until.isAfter(today) ? words : words + "（" + until + "起失效）";
    }
  }

  Optional<Law> law(String id) {
    return laws.stream().filter(law -> law.id().equals(id)).findFirst();
  }

  Reference resolve(Citation citation) {
    var law = law(String.valueOf(citation.law())).orElseThrow();
    return new Reference(
        law.id(), law.name(), law.edition(), citation.article(), law.effective(), law.until());
  }

  static String read(List<Reference> references, LocalDate today) {
    return references.stream().map(one -> one.read(today)).collect(Collectors.joining("；"));
  }
}
