import { words } from "@/platform/i18n";

export const unitWords = words(
  "unit",
  {
    list: "力量",
    search: "按呼号、驻地查找",
    summary: "待命 {available} · 出动 {assigned} · 不在岗 {off}",
    availability: { available: "待命", assigned: "出动", off_duty: "不在岗", out_of_service: "停用" },
    crew: "{n} 人",
    noCrew: "无人登录",
    simulated: "模拟",
    none: "没有符合条件的力量。",
    all: "全部",
    show: "在地图上显示",
    set: { on_duty: "上岗", off_duty: "离岗", out_of_service: "停用" },
    reason: "停用原因",
  },
  {
    list: "Units",
    search: "Find a unit",
    summary: "{available} available · {assigned} assigned · {off} off",
    availability: { available: "available", assigned: "assigned", off_duty: "off duty", out_of_service: "out of service" },
    crew: "{n} crew",
    noCrew: "nobody signed in",
    simulated: "simulated",
    none: "No unit matches.",
    all: "All",
    show: "Show on the map",
    set: { on_duty: "Put on duty", off_duty: "Take off duty", out_of_service: "Out of service" },
    reason: "Reason",
  },
);
