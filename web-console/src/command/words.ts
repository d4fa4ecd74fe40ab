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
  },
  {
    inCommand: "In command: {name}",
    since: "since {time}",
    nobody: "Nobody is in command at the scene",
    requested: "{to} asks to take command from {from}",
    checkIn: "{name} checked in {time}, {distance} from the scene",
    away: "(not at the scene)",
  },
);
