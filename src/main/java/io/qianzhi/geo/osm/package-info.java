/// OpenStreetMap data: reading a city's extract, and making one from the tiles of the demo city.
@NullMarked
package io.qianzhi.geo.osm;

import org.jspecify.annotations.NullMarked;
