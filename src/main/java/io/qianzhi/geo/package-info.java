/// The city as geometry: points, areas, tiles, roads, addresses. Knows no feature and no server.
@NullMarked
package io.qianzhi.geo;

import org.jspecify.annotations.NullMarked;
