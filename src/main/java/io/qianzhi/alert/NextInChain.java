package io.qianzhi.alert;

import java.util.UUID;

/// Who is told next when a notice is not acknowledged.
public sealed interface NextInChain {
  /// This person.
  record OnePerson(UUID personId) implements NextInChain {}

  /// Whoever answers for the duty in the notice's area, such as `CHIEF`.
  record OnDuty(String duty) implements NextInChain {}

  static NextInChain person(UUID personId) {
    return new OnePerson(personId);
  }

  static NextInChain duty(String duty) {
    return new OnDuty(duty);
  }

  /// As it is stored.
  default String encode() {
    return switch (this) {
      case OnePerson one -> "person:" + one.personId();
      case OnDuty on -> "duty:" + on.duty();
    };
  }

  /// Reads what [#encode] wrote.
  static NextInChain decode(String stored) {
    var value = stored.substring(stored.indexOf(':') + 1);
    return stored.startsWith("person:") ? new OnePerson(UUID.fromString(value)) : new OnDuty(value);
  }
}
