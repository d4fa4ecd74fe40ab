package io.qianzhi.alert;

import io.qianzhi.platform.json.Text;
import java.util.UUID;

/// Something in an incident that waits for a leader's signature.
record Matter(UUID incident, UUID subject) {
  Matter() {
    this(UUID.randomUUID(), UUID.randomUUID());
  }

  NewNotice toLeader(UUID person) {
    return NewNotice.to(
            person,
            Notice.Kind.SIGNATURE_WANTED,
            new Text("请签发启动令", "Sign the activation order"),
            new Text("危险化学品事故", "Hazardous chemicals"),
            AlertServer.AREA,
            true)
        .about(incident, subject);
  }
}
