import { words } from "@/platform/i18n";

export const trackingWords = words(
  "tracking",
  {
    map: "城市地图",
    pick: "在地图上点选事发地点",
    noMap: "地图无法显示：此浏览器不支持 WebGL。列表和派警仍可使用。",
    noTiles: "地图底图读取失败，力量和事件位置仍然有效。",
    staleLegend: "位置过时",
    legend: "图例",
    look: { free: "待命", moving: "已派出", scene: "已到场", off: "不在岗" },
    positionAge: "位置 {age} 前",
    noPosition: "没有位置",
    statusAge: "状态 {age} 前",
    speed: "{n} km/h",
    stale: "位置已过时",
  },
  {
    map: "City map",
    pick: "Click the place on the map",
    noMap: "The map cannot be shown: this browser has no WebGL. Lists and dispatch still work.",
    noTiles: "The map's background could not be read; units and incidents are still right.",
    staleLegend: "old position",
    legend: "Legend",
    look: { free: "available", moving: "assigned", scene: "on scene", off: "off duty" },
    positionAge: "position {age} old",
    noPosition: "no position",
    statusAge: "status {age} old",
    speed: "{n} km/h",
    stale: "position is old",
  },
);
