package io.qianzhi.command.release;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that is public of a release, and so of an incident. Nobody who drafted, checked or approved
/// is in it.
record PublicRelease(
    UUID id,
    int sequence,
    boolean drill,
    ReleaseText zh,
    @Nullable ReleaseText en,
    String area,
    ReleaseContent.@Nullable Counts casualties,
    ReleaseContent.Category category,
    ReleaseContent.Severity severity,
    ReleaseContent.Urgency urgency,
    Instant factsAt,
    Instant publishedAt,
    @Nullable UUID correctsId,
    @Nullable String correctionReason,
    @Nullable UUID correctedById,
    String url,
    String cap) {

  static PublicRelease of(Release release, PublicAddress addresses) {
    var content = release.content();
    return new PublicRelease(
        release.id(),
        Objects.requireNonNull(release.sequence()),
        release.drill(),
        content.zh(),
        content.en(),
        content.area(),
        content.casualties(),
        content.category(),
        content.severity(),
        content.urgency(),
        release.factsAt(),
        Objects.requireNonNull(release.publishedAt()),
        release.correctsId(),
        release.correctionReason(),
        release.correctedById(),
        Objects.requireNonNull(release.url()),
        addresses.ofCap(release.id()));
  }

  /// What it says in a language; Chinese where there is no translation.
  ReleaseText text(boolean english) {
    return english && en != null ? en : zh;
  }
}
