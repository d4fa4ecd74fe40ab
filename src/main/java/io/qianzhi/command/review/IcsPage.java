package io.qianzhi.command.review;

import static io.qianzhi.command.review.Sheet.both;
import static io.qianzhi.command.review.Sheet.clock;
import static io.qianzhi.command.review.Sheet.time;

import java.util.List;

/// The forms of the Incident Command System as they are printed: labels in both languages, fields
/// in the order and with the numbers that FEMA gives them.
final class IcsPage {
  private IcsPage() {}

  static String briefing(Ics201 form) {
    var point = form.mapSketch();
    return new Sheet(form.drill(), "ICS 201 事件简报 Incident Briefing")
        .table(
            List.of(
                "1. 事件名称 Incident Name",
                "2. 事件编号 Incident Number",
                "3. 发生日期/时间 Date/Time Initiated"),
            List.of(
                List.of(
                    both(form.incidentName()), form.incidentNumber(), time(form.initiatedAt()))))
        .heading("4. 地图/草图 Map/Sketch")
        .line(
            "WGS-84 %s, %s"
                .formatted(point.path("latitude").asText(), point.path("longitude").asText()))
        .heading("5. 情况摘要与安全提示 Situation Summary and Health and Safety Briefing")
        .line(form.situation().zh())
        .line(form.situation().en())
        .lines(safety(form))
        .heading("6. 编制人 Prepared by")
        .line(form.preparedBy().name() + "　" + time(form.asOf()))
        .heading("7. 当前与计划目标 Current and Planned Objectives")
        .lines(form.objectives().stream().map(Sheet::both).toList())
        .heading("8. 当前与计划行动、策略和战术 Current and Planned Actions, Strategies, and Tactics")
        .table(
            List.of("时间 Time", "行动 Actions"),
            form.actions().stream()
                .map(action -> List.of(clock(action.at()), both(action.text())))
                .toList())
        .heading("9. 当前组织 Current Organization")
        .table(
            List.of("职位 Position", "姓名 Name"),
            form.organization().stream()
                .map(each -> List.of(both(each.position()), each.name()))
                .toList())
        .heading("10. 资源汇总 Resource Summary")
        .table(
            List.of(
                "资源 Resource",
                "标识 Resource Identifier",
                "调派时间 Date/Time Ordered",
                "预计到达 ETA",
                "到达 Arrived",
                "备注（位置/任务/状态） Notes (location/assignment/status)"),
            form.resources().stream()
                .map(
                    each ->
                        List.of(
                            both(each.resource()),
                            each.identifier(),
                            clock(each.orderedAt()),
                            clock(each.eta()),
                            each.arrived() ? "√" : "—",
                            both(each.notes())))
                .toList())
        .html();
  }

  private static List<String> safety(Ics201 form) {
    return form.safety().isEmpty()
        ? List.of("没有约定撤离信号，没有未办的救人步骤。" + " No withdrawal signal agreed, no life-safety step open.")
        : form.safety().stream().map(Sheet::both).toList();
  }

  static String log(Ics214 form) {
    return new Sheet(form.drill(), "ICS 214 活动日志 Activity Log")
        .table(
            List.of("1. 事件名称 Incident Name", "2. 作业时段 Operational Period"),
            List.of(
                List.of(
                    both(form.incidentName()) + " · " + form.incidentNumber(),
                    time(form.from()) + " — " + time(form.to()))))
        .table(
            List.of("3. 姓名 Name", "4. ICS 职位 ICS Position", "5. 所属单位 Home Agency (and Unit)"),
            List.of(List.of(form.name(), both(form.position()), form.homeAgency())))
        .heading("6. 分配的资源 Resources Assigned")
        .table(
            List.of("姓名 Name", "ICS 职位 ICS Position", "所属单位 Home Agency (and Unit)"),
            form.resources().stream()
                .map(each -> List.of(each.name(), both(each.position()), each.homeAgency()))
                .toList())
        .heading("7. 活动日志 Activity Log")
        .table(
            List.of("日期/时间 Date/Time", "重要活动 Notable Activities"),
            form.activities().stream()
                .map(each -> List.of(clock(each.at()), both(each.text())))
                .toList())
        .heading("8. 编制人 Prepared by")
        .line(form.preparedBy().name() + "　" + time(form.preparedAt()))
        .html();
  }
}
