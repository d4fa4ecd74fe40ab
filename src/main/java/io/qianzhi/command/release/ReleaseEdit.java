package io.qianzhi.command.release;

import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The parts of a release that change, while they do.
final class ReleaseEdit {
  private final Release old;
  Release.State state;
  ReleaseContent content;
  Instant factsAt;
  @Nullable UUID correctedById;
  List<PersonRef> drafters;
  @Nullable Instant submittedAt;
  Release.@Nullable Check factsCheck;
  Release.@Nullable Check legalCheck;
  Release.@Nullable Refusal refusal;
  List<PersonRef> waitsFor;
  List<Disclosure.Warning> warnings;
  @Nullable PersonRef approvedBy;
  @Nullable Instant publishedAt;
  @Nullable Integer sequence;
  @Nullable String url;

  ReleaseEdit(Release old) {
    this.old = old;
    state = old.state();
    content = old.content();
    factsAt = old.factsAt();
    correctedById = old.correctedById();
    drafters = old.drafters();
    submittedAt = old.submittedAt();
    factsCheck = old.factsCheck();
    legalCheck = old.legalCheck();
    refusal = old.refusal();
    waitsFor = old.waitsFor();
    warnings = old.warnings();
    approvedBy = old.approvedBy();
    publishedAt = old.publishedAt();
    sequence = old.sequence();
    url = old.url();
  }

  Release release() {
    return new Release(
        old.id(),
        old.incidentId(),
        old.drill(),
        state,
        content,
        factsAt,
        old.correctsId(),
        old.correctionReason(),
        correctedById,
        old.draftedAt(),
        drafters,
        submittedAt,
        factsCheck,
        legalCheck,
        refusal,
        waitsFor,
        warnings,
        approvedBy,
        publishedAt,
        sequence,
        url,
        old.version() + 1);
  }
}
