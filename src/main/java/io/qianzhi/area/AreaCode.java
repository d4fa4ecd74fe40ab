package io.qianzhi.area;

import java.util.ArrayList;
import java.util.List;

/// Codes of jurisdictions: 12 digits (province 2, city 2, county 2, town 3, village 3; the parts
/// below an area's own level are zeros), a grid has 3 more. The significant digits are a prefix of
/// every code in the subtree.
public final class AreaCode {
  private static final int[] LEVEL_LENGTHS = {4, 6, 9, 12, 15};

  private AreaCode() {}

  /// The significant digits: 4 city, 6 county, 9 town, 12 village, 15 grid.
  public static String prefix(String code) {
    if (code.length() == 15) {
      return code;
    }
    for (int i = 3; i >= 1; i--) {
      if (!code.substring(LEVEL_LENGTHS[i - 1], LEVEL_LENGTHS[i]).matches("0+")) {
        return code.substring(0, LEVEL_LENGTHS[i]);
      }
    }
    return code.substring(0, 4);
  }

  /// Whether `code` is `ancestor` itself or lies in its subtree.
  public static boolean covers(String ancestor, String code) {
    return code.startsWith(prefix(ancestor));
  }

  /// The code and all above it, city first.
  public static List<String> chain(String code) {
    int own = prefix(code).length();
    var chain = new ArrayList<String>();
    for (int length : LEVEL_LENGTHS) {
      if (length <= own) {
        var prefix = code.substring(0, length);
        chain.add(length == 15 ? prefix : prefix + "0".repeat(12 - length));
      }
    }
    return chain;
  }
}
