package io.qianzhi.command.release;

import io.qianzhi.incident.CityTime;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words around a release that strangers read, in one language.
final class PublicWords {
  private static final DateTimeFormatter ZH =
      DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(CityTime.ZONE);
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(CityTime.ZONE);

  final boolean english;

  PublicWords(boolean english) {
    this.english = english;
  }

  String tag() {
    return english ? "en" : "zh-CN";
  }

  String say(String zh, String en) {
    return english ? en : zh;
  }

  String time(Instant at) {
    return (english ? EN : ZH).format(at);
  }

  /// Verified counts in a sentence; zeros are not said, unless there is nothing else.
  String counts(ReleaseContent.Counts counts) {
    var parts = new ArrayList<String>();
    if (counts.dead() > 0) {
      parts.add(say("遇难%d人", "%d dead").formatted(counts.dead()));
    }
    if (counts.missing() > 0) {
      parts.add(say("失联或被困%d人", "%d missing or trapped").formatted(counts.missing()));
    }
    if (counts.injured() > 0) {
      parts.add(say("受伤%d人", "%d injured").formatted(counts.injured()));
    }
    return parts.isEmpty()
        ? say("经核实，目前没有人员伤亡。", "Verified so far: nobody was hurt.")
        : say("经核实，", "Verified so far: ") + String.join(say("，", ", "), parts) + say("。", ".");
  }

  /// Everything a release says after its headline, in paragraphs.
  List<String> paragraphs(PublicRelease release) {
    var text = release.text(english);
    var all = new ArrayList<String>();
    all.add(text.facts());
    var counts = release.casualties();
    if (counts != null) {
      all.add(counts(counts));
    }
    all.add(text.measures());
    return all.stream().filter(paragraph -> !paragraph.isBlank()).toList();
  }

  String drill() {
    return say("【演练】", "[EXERCISE] ");
  }

  String headline(PublicRelease release) {
    return (release.drill() ? drill() : "") + release.text(english).headline();
  }
}
