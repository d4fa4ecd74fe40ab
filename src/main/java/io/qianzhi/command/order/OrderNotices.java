package io.qianzhi.command.order;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.Receipt;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Who is told what about orders, in the transaction of what happened. A notice of an order is its
/// delivery.
final class OrderNotices {
  private static final Set<Notice.Kind> DELIVERIES =
      EnumSet.of(Notice.Kind.ORDER, Notice.Kind.ORDER_OVERDUE);

  private final NoticeService notices;

  OrderNotices(NoticeService notices) {
    this.notices = notices;
  }

  void issued(Tx tx, Incident incident, Order order) {
    var title = numbered("指令%d：请签收", "Order %d: acknowledge", order);
    tell(tx, incident, order, Notice.Kind.ORDER, title, same(order.text()), order.told());
  }

  void confirm(Tx tx, Incident incident, Order order) {
    var giver = order.issuedBy();
    if (giver != null) {
      tell(
          tx,
          incident,
          order,
          Notice.Kind.ORDER_CONFIRMATION,
          new Text("请确认您口头下达的指令", "Confirm the order you gave by voice"),
          new Text(
              "致%s：%s".formatted(order.addressee().name(), order.text()),
              "To %s: %s".formatted(order.addressee().name(), order.text())),
          List.of(giver));
    }
  }

  void reminded(Tx tx, Incident incident, Order order) {
    hurry(
        tx,
        incident,
        order,
        numbered("请立即签收指令%d", "Acknowledge order %d now", order),
        same(order.text()),
        order.responsible());
  }

  /// The control room telephones.
  void telephone(Tx tx, Incident incident, Order order, Collection<PersonRef> controlRoom) {
    var names = order.responsible().stream().map(PersonRef::name).collect(Collectors.joining("、"));
    var addressee = order.addressee().name();
    hurry(
        tx,
        incident,
        order,
        numbered("指令%d无人签收：请电话通知", "Order %d is not acknowledged: telephone", order),
        new Text(
            "%s（%s）：%s".formatted(addressee, names, order.text()),
            "%s (%s): %s".formatted(addressee, names, order.text())),
        controlRoom);
  }

  void escalated(Tx tx, Incident incident, Order order, Collection<PersonRef> supervisors) {
    hurry(
        tx,
        incident,
        order,
        numbered("督办：指令%d仍未签收", "Supervise: order %d is still not acknowledged", order),
        toAddressee(order, order.text()),
        supervisors);
  }

  void feedbackDue(Tx tx, Incident incident, Order order) {
    hurry(
        tx,
        incident,
        order,
        numbered("请反馈指令%d的进展", "Report on order %d", order),
        same(order.text()),
        order.responsible());
  }

  /// To whoever gave the order.
  void answered(Tx tx, Incident incident, Order order, Text title, String words) {
    var giver = order.issuedBy();
    if (giver != null) {
      var body = toAddressee(order, words);
      tell(tx, incident, order, Notice.Kind.ORDER_ANSWERED, title, body, List.of(giver));
    }
  }

  /// To those who carry it out.
  void sentBack(Tx tx, Incident incident, Order order, String why) {
    var title = numbered("指令%d退回：尚未办结", "Order %d is not done yet", order);
    tell(tx, incident, order, Notice.Kind.ORDER, title, same(why), order.responsible());
  }

  /// What an answer settles: whoever answered knows, and nobody needs to be hurried any more.
  void settled(Tx tx, Order order, Actor actor) {
    notices.acknowledgeSubject(tx, order.id(), actor);
    notices.withdraw(tx, order.id(), Notice.Kind.ORDER_OVERDUE);
  }

  void confirmed(Tx tx, Order order) {
    notices.withdraw(tx, order.id(), Notice.Kind.ORDER_CONFIRMATION);
  }

  void over(Tx tx, Order order, Actor actor) {
    notices.acknowledgeSubject(tx, order.id(), actor);
    notices.withdraw(tx, order.id());
  }

  List<Receipt> receipts(Tx tx, Order order) {
    return Receipt.of(
        notices.about(tx, order.id()).stream()
            .filter(notice -> DELIVERIES.contains(notice.kind()))
            .toList(),
        person -> {
          if (order.isResponsible(person.id())) {
            return Receipt.Part.RESPONSIBLE;
          }
          return order.told().contains(person) ? Receipt.Part.TOLD : Receipt.Part.ESCALATED;
        });
  }

  private static Text numbered(String zh, String en, Order order) {
    return new Text(zh.formatted(order.number()), en.formatted(order.number()));
  }

  private static Text toAddressee(Order order, String words) {
    var addressee = order.addressee().name();
    return new Text("%s：%s".formatted(addressee, words), "%s: %s".formatted(addressee, words));
  }

  /// People's own words are not translated.
  private static Text same(String words) {
    return new Text(words, words);
  }

  private void hurry(
      Tx tx, Incident incident, Order order, Text title, Text body, Collection<PersonRef> people) {
    tell(tx, incident, order, Notice.Kind.ORDER_OVERDUE, title, body, people);
  }

  private void tell(
      Tx tx,
      Incident incident,
      Order order,
      Notice.Kind kind,
      Text title,
      Text body,
      Collection<PersonRef> people) {
    notices.notifyAll(
        tx,
        people.stream()
            .map(
                person ->
                    NewNotice.to(
                            person.id(), kind, title, body, incident.areaCode(), incident.drill())
                        .about(incident.id(), order.id()))
            .map(notice -> order.urgent() ? notice.urgent() : notice)
            .toList());
  }
}
