package io.qianzhi.area;

import java.util.List;

/// The levels of jurisdiction 辖区, widest first.
public enum AreaLevel {
  /// 市
  CITY(4, 12),
  /// 区、县
  COUNTY(6, 12),
  /// 街道、镇、乡
  TOWN(9, 12),
  /// 社区、村
  VILLAGE(12, 12),
  /// 网格
  GRID(15, 15);

  private final int significantDigits;
  private final int codeDigits;

  AreaLevel(int significantDigits, int codeDigits) {
    this.significantDigits = significantDigits;
    this.codeDigits = codeDigits;
  }

  /// Whether a code has the form of this level: enough digits, and zeros after its own part.
  boolean fits(String code) {
    return code.matches("\\d{" + codeDigits + "}")
        && AreaCode.prefix(code).length() == significantDigits;
  }

  /// The levels, the deepest first.
  static List<AreaLevel> deepestFirst() {
    return List.of(values()).reversed();
  }
}
