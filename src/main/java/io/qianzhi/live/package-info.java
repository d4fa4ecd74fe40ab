/// WebSocket sessions: who sees what, snapshot, resume, back-pressure.
@NullMarked
package io.qianzhi.live;

import org.jspecify.annotations.NullMarked;
