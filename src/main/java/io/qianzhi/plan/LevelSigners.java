package io.qianzhi.plan;

import java.util.List;
import java.util.stream.Stream;

/// Who signs in responses of one level: for each decision the signatures it needs, each as the
/// duties whose holders may give it, the regular one first.
public record LevelSigners(
    int level, List<List<String>> activation, List<List<String>> change, List<List<String>> end) {

  /// What is signed.
  public enum Decision {
    ACTIVATION,
    CHANGE,
    END
  }

  List<List<String>> of(Decision decision) {
    return switch (decision) {
      case ACTIVATION -> activation;
      case CHANGE -> change;
      case END -> end;
    };
  }

  Stream<List<List<String>>> all() {
    return Stream.of(activation, change, end);
  }
}
