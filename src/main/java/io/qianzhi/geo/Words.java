package io.qianzhi.geo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Cuts a name into words that compare equal however it was typed: without case and diacritics,
/// Cyrillic and its usual Latin spellings alike, numbers apart from letters.
///
/// Chinese has no spaces: every tail of a run of its characters is a word, so that any part of a
/// name is the beginning of one.
final class Words {

  private static final Pattern RUN =
      Pattern.compile("\\p{IsDigit}+|[\\p{IsHan}]+|[\\p{L}&&[^\\p{IsHan}]]+");

  private static final Map<Character, String> LATIN =
      Map.ofEntries(
          Map.entry('а', "a"),
          Map.entry('б', "b"),
          Map.entry('в', "v"),
          Map.entry('г', "g"),
          Map.entry('д', "d"),
          Map.entry('е', "e"),
          Map.entry('ж', "j"),
          Map.entry('з', "z"),
          Map.entry('и', "i"),
          Map.entry('к', "k"),
          Map.entry('л', "l"),
          Map.entry('м', "m"),
          Map.entry('н', "n"),
          Map.entry('о', "o"),
          Map.entry('п', "p"),
          Map.entry('р', "r"),
          Map.entry('с', "s"),
          Map.entry('т', "t"),
          Map.entry('у', "u"),
          Map.entry('ф', "f"),
          Map.entry('х', "h"),
          Map.entry('ц', "c"),
          Map.entry('ч', "ch"),
          Map.entry('ш', "sh"),
          Map.entry('щ', "sh"),
          Map.entry('ъ', ""),
          Map.entry('ы', "i"),
          Map.entry('ь', ""),
          Map.entry('э', "e"),
          Map.entry('ю', "iu"),
          Map.entry('я', "ia"),
          Map.entry('ә', "a"),
          Map.entry('ғ', "g"),
          Map.entry('қ', "k"),
          Map.entry('ң', "n"),
          Map.entry('ө', "o"),
          Map.entry('ұ', "u"),
          Map.entry('ү', "u"),
          Map.entry('һ', "h"),
          Map.entry('і', "i"));

  /// Words that many names share and callers leave out or say differently.
  private static final Set<String> GENERIC =
      Stream.of(
              "улица",
              "ул",
              "проспект",
              "просп",
              "пр",
              "переулок",
              "пер",
              "шоссе",
              "бульвар",
              "дом",
              "көшесі",
              "street",
              "str",
              "st",
              "avenue",
              "ave",
              "av",
              "boulevard",
              "bd",
              "road",
              "rd",
              "lane",
              "rue",
              "house",
              "no",
              "号",
              "弄",
              "号楼")
          .map(Words::fold)
          .collect(Collectors.toUnmodifiableSet());

  private Words() {}

  /// The words of a name, as it is put into the index.
  static List<String> ofName(String name) {
    return cut(name, true);
  }

  /// The words of what somebody typed. Generic ones are left out unless there are no others.
  static List<String> ofQuery(String text) {
    Set<String> all = new LinkedHashSet<>(cut(text, false));
    List<String> telling = all.stream().filter(word -> !GENERIC.contains(word)).toList();
    return telling.isEmpty() ? List.copyOf(all) : telling;
  }

  private static List<String> cut(String text, boolean withTails) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    Matcher runs = RUN.matcher(plain);
    while (runs.find()) {
      String run = runs.group();
      if (Character.isDigit(run.charAt(0))) {
        words.add(run);
      } else if (Character.isIdeographic(run.codePointAt(0))) {
        int tails = withTails ? run.length() : 1;
        for (int i = 0; i < tails; i++) {
          words.add(run.substring(i));
        }
      } else {
        words.add(fold(run));
      }
    }
    return words;
  }

  private static String fold(String run) {
    StringBuilder latin = new StringBuilder();
    for (int i = 0; i < run.length(); i++) {
      char letter = run.charAt(i);
      latin.append(LATIN.getOrDefault(letter, Character.toString(letter)));
    }
    return latin
        .toString()
        .replace("shch", "sh")
        .replace("kh", "h")
        .replace("zh", "j")
        .replace("gh", "g")
        .replace("ts", "c")
        .replace('q', 'k')
        .replace('w', 'v')
        .replace('y', 'i')
        .replaceAll("^ie", "e")
        .replaceAll("(.)\\1+", "$1");
  }
}
