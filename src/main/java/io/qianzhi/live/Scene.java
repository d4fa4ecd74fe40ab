package io.qianzhi.live;

import java.util.Set;
import java.util.UUID;

/// Where something stands: the area and world of its incident (or of the unit, in the city's
/// stream), and the people that are part of it.
///
/// @param involved people whose unit is assigned there, and who is in command
record Scene(String areaCode, boolean drill, Set<UUID> involved) {}
