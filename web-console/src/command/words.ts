import { words } from "@/platform/i18n";

export const commandWords = words(
  "command",
  {
    inCommand: "现场指挥 {name}",
    since: "{time} 起",
    nobody: "尚无人担任现场指挥",
    requested: "{to} 请求接管指挥，等 {from} 移交",
    checkIn: "{name} {time} 签到，距现场 {distance}",
    away: "（不在现场范围内）",
    askedOfMe: "{name} {time} 请求接管指挥",
    askedHint: "移交前请当面交底：情况、力量、方案、危险、未办指令。确认之前仍由你指挥。",
    accept: "移交给 {name}",
    refuse: "不同意移交",
    refuseReason: "理由（可不填）",
  },
  {
    inCommand: "In command: {name}",
    since: "since {time}",
    nobody: "Nobody is in command at the scene",
    requested: "{to} asks to take command from {from}",
    checkIn: "{name} checked in {time}, {distance} from the scene",
    away: "(not at the scene)",
    askedOfMe: "{name} asked for command at {time}",
    askedHint: "Brief first: situation, forces, plan, hazards, open orders. You stay in command until you confirm.",
    accept: "Hand over to {name}",
    refuse: "Refuse",
    refuseReason: "Reason (optional)",
  },
);
