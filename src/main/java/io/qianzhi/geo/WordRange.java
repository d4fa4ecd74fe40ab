package io.qianzhi.geo;

import java.util.Arrays;

/// The numbers of the sorted words that a typed word may mean.
///
/// @param first the first word that begins with it
/// @param end after the last one
/// @param exact whether the first one is the typed word itself
record WordRange(int first, int end, boolean exact) {

  static WordRange of(String[] sortedWords, String typed, boolean asPrefix) {
    int found = Arrays.binarySearch(sortedWords, typed);
    int first = found >= 0 ? found : -found - 1;
    int end = found >= 0 ? first + 1 : first;
    if (asPrefix) {
      int after = Arrays.binarySearch(sortedWords, typed + Character.MAX_VALUE);
      end = after >= 0 ? after : -after - 1;
    }
    return new WordRange(first, end, found >= 0);
  }

  boolean isEmpty() {
    return first == end;
  }

  boolean contains(int word) {
    return word >= first && word < end;
  }

  boolean isExact(int word) {
    return exact && word == first;
  }
}
