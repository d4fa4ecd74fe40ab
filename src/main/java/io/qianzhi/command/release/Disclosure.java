package io.qianzhi.command.release;

import io.qianzhi.platform.problem.Problem;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Looks for what must not become public: numbers of people, which stop a text, and words that ask
/// for a second look, which do not.
final class Disclosure {
  private static final String CHINESE_DIGITS = "零一二三四五六七八九";
  // Digits, the check letter of an identity number, and what people put between them.
  private static final Pattern RUN = Pattern.compile("\\+?[0-9]+[Xx]?");
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\-.·()（）—–_/]{1,3}");
  private static final int SHORTEST_NUMBER = 5;
  // A subscriber's number without its area code still is that number.
  private static final int SHORTEST_ENDING = 7;
  // An identity number with a blank after each digit.
  private static final int LONGEST_ROW = 18;

  private final List<Pattern> patterns;
  private final Set<String> publicNumbers;
  private final List<ReleaseRules.Hint> hints;

  /// A word that a checker should look at.
  ///
  /// @param item the entry of the legal checklist it touches
  public record Warning(String item, String found) {}

  Disclosure(ReleaseRules rules) {
    this.patterns = rules.numberPatterns().stream().map(Pattern::compile).toList();
    this.publicNumbers =
        rules.publicNumbers().stream().map(Disclosure::digits).collect(Collectors.toSet());
    this.hints = rules.hints();
  }

  /// @param callers the call-back numbers of the incident
  /// @throws Problem `number_in_release`; it never repeats the number
  void requireNoNumbers(Collection<String> texts, Collection<String> callers) {
    var theirs =
        callers.stream()
            .map(Disclosure::digits)
            .filter(number -> number.length() >= SHORTEST_NUMBER)
            .toList();
    for (var text : texts) {
      for (var candidate : candidates(text)) {
        if (publicNumbers.contains(candidate)) {
          continue;
        }
        if (theirs.stream().anyMatch(number -> same(number, candidate))
            || patterns.stream().anyMatch(pattern -> pattern.matcher(candidate).matches())) {
          throw Problem.conflict(
              "number_in_release",
              "The text has a telephone or identity number of a person. Take it out; numbers for"
                  + " the public stand in conf/releases.yaml.");
        }
      }
    }
  }

  List<Warning> warnings(Collection<String> texts) {
    var found = new LinkedHashSet<Warning>();
    for (var text : texts) {
      for (var hint : hints) {
        for (var word : hint.words()) {
          if (text.contains(word)) {
            found.add(new Warning(hint.item(), word));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /// @throws Problem when a text has characters that XML, and so a feed, cannot carry
  static void requireReadable(Collection<String> texts) {
    for (var text : texts) {
      if (!text.codePoints().allMatch(Disclosure::isReadable)) {
        throw Problem.invalid(
            "invalid_text", "The text has a character that cannot be published. Type it again.");
      }
    }
  }

  private static boolean isReadable(int c) {
    return c == '\n'
        || c == '\t'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private static boolean same(String number, String candidate) {
    return number.equals(candidate)
        || (candidate.length() >= SHORTEST_ENDING && number.endsWith(candidate))
        || (number.length() >= SHORTEST_ENDING && candidate.endsWith(number));
  }

  /// Every run of digits, and every row of runs with no more than a separator between them.
  private static Set<String> candidates(String text) {
    var plain = plain(text);
    var rows = new LinkedHashSet<String>();
    var row = new ArrayList<String>();
    int end = -1;
    var runs = RUN.matcher(plain);
    while (runs.find()) {
      if (end >= 0 && !BETWEEN.matcher(plain.substring(end, runs.start())).matches()) {
        row.clear();
      }
      row.add(digits(runs.group()));
      if (row.size() > LONGEST_ROW) {
        row.removeFirst();
      }
      end = runs.end();
      var joined = new StringBuilder();
      for (var part : row.reversed()) {
        rows.add(joined.insert(0, part).toString());
      }
    }
    return rows;
  }

  /// Full-width and Chinese digits as plain ones.
  private static String plain(String text) {
    var plain = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .map(Disclosure::plain)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static int plain(int c) {
    int digit =
        switch (c) {
          case '〇', '○' -> 0;
          case '幺' -> 1;
          default -> CHINESE_DIGITS.indexOf(c);
        };
    if (digit >= 0) {
      return '0' + digit;
    }
    return Character.isDigit(c) ? '0' + Character.digit(c, 10) : c;
  }

  private static String digits(String number) {
    return plain(number).replaceAll("[^0-9Xx]", "").toUpperCase(Locale.ROOT);
  }
}
