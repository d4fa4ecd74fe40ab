package io.qianzhi.command.release;

import java.util.List;

/// What a release says, in one language.
///
/// @param facts what has been verified
/// @param measures what is being done
/// @param advice what people should do
public record ReleaseText(String headline, String facts, String measures, String advice) {

  ReleaseText stripped() {
    return new ReleaseText(headline.strip(), facts.strip(), measures.strip(), advice.strip());
  }

  List<String> all() {
    return List.of(headline, facts, measures, advice);
  }
}
