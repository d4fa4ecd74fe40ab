import { words } from "@/platform/i18n";

export const receiptWords = words(
  "receipt",
  {
    title: "确认收到报告",
    receivedBy: "接收单位和接收人",
    note: "备注",
    confirm: "确认收到",
    done: "已记录回执，谢谢。",
    noToken: "这个链接不完整，请从邮件中重新打开。",
  },
  {
    title: "Confirm that you have the report",
    receivedBy: "Your organisation and name",
    note: "Note",
    confirm: "We have it",
    done: "Your receipt is recorded. Thank you.",
    noToken: "This link is not complete. Open it again from the mail.",
  },
);
