package io.qianzhi.area;

import io.qianzhi.geo.Region;
import org.jspecify.annotations.Nullable;

/// One jurisdiction 辖区.
///
/// @param code 12 digits, a grid's 15; see [AreaCode]
/// @param parentCode null for the city only
public record Area(
    String code, String name, AreaLevel level, @Nullable String parentCode, Region region) {}
