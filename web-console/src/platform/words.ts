import { words } from "./i18n";

export const platformWords = words(
  "platform",
  {
    product: "前指",
    close: "关闭",
    cancel: "取消",
    save: "保存",
    confirm: "确认",
    retry: "重试",
    loading: "正在读取…",
    drill: "演练",
    theme: "切换深色/浅色",
    language: "English",
    none: "无",
    unknown: "未知",
    optional: "可不填",
    people: "{n} 人",
    update: "有新版本，点此更新",
  },
  {
    product: "Qianzhi",
    close: "Close",
    cancel: "Cancel",
    save: "Save",
    confirm: "Confirm",
    retry: "Try again",
    loading: "Loading…",
    drill: "DRILL",
    theme: "Dark or light",
    language: "中文",
    none: "none",
    unknown: "unknown",
    optional: "optional",
    people: "{n}",
    update: "A new version is ready: tap to update",
  },
);

/** By problem code, with "." and "-" written "_". What is missing here shows the server's own sentence. */
export const problemWords = words(
  "problem",
  {
    unexpected: "页面出错，请刷新后再试。",
    console_offline: "与服务器的连接已断开，操作没有发出。恢复连接后请再按一次。",
    console_no_answer: "服务器没有回应，结果未知。请看事件记录，确认没有生效后再按一次。",
    console_unreachable: "连不上服务器。请检查网络，稍后重试。",
    console_unexpected: "服务器返回了看不懂的内容（{title}）。请稍后重试。",
  },
  {
    unexpected: "Something went wrong on this page. Reload it and try again.",
    console_offline: "The link to the server is down; nothing was sent. Press again when it is back.",
    console_no_answer: "The server did not answer; the outcome is unknown. Check the timeline before you press again.",
    console_unreachable: "The server cannot be reached. Check the network and try again.",
    console_unexpected: "The server sent something this page cannot read ({title}). Try again later.",
  },
);
