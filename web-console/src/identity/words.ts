import { words } from "@/platform/i18n";

export const identityWords = words(
  "identity",
  {
    heading: { console: "接警调度台", field: "现场处置", leader: "领导指挥" },
    username: "账号",
    password: "密码",
    signIn: "登录",
    signingIn: "正在登录…",
    signOut: "退出登录",
    missing: "请输入账号和密码。",
    wrong: "账号或密码不对，请重新输入。",
    locked: "登录失败次数过多，账号已暂时锁定。请稍后再试，或请管理员解锁。",
    unreachable: "连不上服务器。请检查网线或网络，再按“登录”。",
    notAllowed: "此账号不能使用本页面。请换账号，或打开与岗位相符的页面。",
  },
  {
    heading: { console: "Dispatch console", field: "Field", leader: "Leader" },
    username: "User name",
    password: "Password",
    signIn: "Sign in",
    signingIn: "Signing in…",
    signOut: "Sign out",
    missing: "Enter user name and password.",
    wrong: "User name or password is wrong. Try again.",
    locked: "Too many failed attempts: this account is locked for a while. Wait, or ask the administrator.",
    unreachable: "The server cannot be reached. Check the network, then sign in again.",
    notAllowed: "This account cannot use this page. Use another account, or the page that fits the role.",
  },
);
