package io.qianzhi.plan;

import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who may sign what in an incident, as the city's matrix says.
final class Signers {
  private final PlanSettings settings;
  private final People people;

  Signers(PlanSettings settings, People people) {
    this.settings = settings;
    this.people = people;
  }

  List<SignatureSeat> seats(Tx tx, Incident incident, LevelSigners.Decision decision, int level) {
    return settings.signers(decision, level).stream()
        .map(duties -> SignatureSeat.empty(duties, holders(tx, incident, duties)))
        .toList();
  }

  /// Where nobody holds any of the duties the commander-in-chief signs: an order never waits for an
  /// empty chair.
  private List<PersonRef> holders(Tx tx, Incident incident, List<String> duties) {
    var holders = duties.stream().flatMap(duty -> of(tx, incident, duty)).distinct().toList();
    return holders.isEmpty() ? of(tx, incident, PlanRoles.LEADER).toList() : holders;
  }

  private Stream<PersonRef> of(Tx tx, Incident incident, String duty) {
    return people.withDuty(tx, duty, incident.areaCode(), incident.drill()).stream()
        .map(Person::ref);
  }

  /// The seat that the actor signs.
  ///
  /// @throws Problem `not_the_signer` naming who may
  static SignatureSeat require(List<SignatureSeat> seats, int level, Actor actor) {
    return SignatureSeat.of(seats, actor.personId())
        .orElseThrow(
            () -> {
              var names =
                  SignatureSeat.waitedFor(seats).stream()
                      .map(PersonRef::name)
                      .filter(name -> !name.equals(actor.name()))
                      .toList();
              return Problem.forbidden(
                      "not_the_signer",
                      "At response level %d this is signed by %s."
                          .formatted(level, names.stream().collect(Collectors.joining(", "))))
                  .with("level", level)
                  .with("people", names);
            });
  }
}
