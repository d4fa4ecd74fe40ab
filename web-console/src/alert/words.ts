import { words } from "@/platform/i18n";

export const alertWords = words(
  "alert",
  {
    none: "这个事件没有发出通知。",
    unseen: "{n} 人还没有签收",
    allSeen: "所有人都已签收。",
    state: { queued: "待发送", sent: "已发出", received: "已收到", displayed: "已显示", acknowledged: "已签收" },
    delivery: { queued: "待发送", sent: "已发出", received: "已收到", displayed: "已显示", acknowledged: "已签收", failed: "失败" },
    channel: { app: "页面", web_push: "推送" },
    waiting: "已等 {time}",
    overdue: "超时 {time}",
    mine: "待办",
    acknowledge: "知道了",
    noneMine: "没有待办通知。",
    kind: {
      assignment: "派警", assignment_overdue: "超时未签收", response_proposed: "建议启动预案", response_started: "预案已启动",
      signature_wanted: "请签字", step_due: "步骤将到期", step_overdue: "步骤逾期", command_request: "请求接管指挥", command_changed: "现场指挥变更",
    },
  },
  {
    none: "No notice was sent for this incident.",
    unseen: "{n} have not acknowledged",
    allSeen: "Everybody has acknowledged.",
    state: { queued: "queued", sent: "sent", received: "received", displayed: "displayed", acknowledged: "acknowledged" },
    delivery: { queued: "queued", sent: "sent", received: "received", displayed: "displayed", acknowledged: "acknowledged", failed: "failed" },
    channel: { app: "page", web_push: "push" },
    waiting: "waiting {time}",
    overdue: "overdue {time}",
    mine: "To do",
    acknowledge: "Got it",
    noneMine: "Nothing waits for you.",
    kind: {
      assignment: "assignment", assignment_overdue: "not acknowledged", response_proposed: "plan proposed", response_started: "plan started",
      signature_wanted: "signature wanted", step_due: "step soon due", step_overdue: "step overdue", command_request: "command asked for", command_changed: "command changed",
    },
  },
);
