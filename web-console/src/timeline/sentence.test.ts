import { expect, test } from "vitest";
import { alertWords } from "@/alert/words";
import { incidentWords } from "@/incident/words";
import { orderWords } from "@/order/words";
import { addWords } from "@/platform/i18n";
import { sentence } from "./sentence";
import { timelineWords } from "./words";

addWords(incidentWords, alertWords, orderWords, timelineWords);
const at = "2026-11-22T02:13:30Z";

test.each([
  ["assignment.dispatched", { units: ["消防 101", "急救 3"] }, "派警：消防 101、急救 3"],
  ["incident.graded", { grade: 2, reason: "伤员增加" }, "定为 Ⅱ级 重大 伤员增加"],
  ["incident.updated", { casualties: { dead: 1, missing: 0, trapped: 2, serious: 0, light: 0 } }, "更新事件信息 死亡 1 被困 2"],
  ["response.started", { plan: { zh: "重大火灾", en: "Major fire" }, steps: 36 }, "启动预案“重大火灾”，36 个步骤开始计时"],
  ["assignment.en_route", { unit: "消防 101", pressedAt: "2026-11-22T02:12:00Z" }, "消防 101 出发（10:12:00 操作，信号恢复后送达）"],
  ["step.overdue", { code: "B03", title: { zh: "电话首报", en: "x" }, late: true }, "逾期 B03 电话首报（迟到执行）"],
  ["order.overdue", { number: 3, addressee: "消防 101", rung: "next_person", people: ["姚国平"] }, "指令3超时未签收，已通知 姚国平"],
  ["group.changed", { group: { zh: "抢险救援组", en: "Rescue" }, lead: "姚国平", reason: null }, "调整 抢险救援组"],
  ["withdrawal.given", { signal: "长鸣汽笛", reason: null, people: ["张鹏飞"] }, "发出撤离信号：长鸣汽笛"],
  ["something.new", {}, "something.new"],
])("%s is told in words", (kind, detail, expected) => {
  expect(sentence({ kind, detail, at })).toBe(expected);
});
