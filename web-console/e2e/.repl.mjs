import http from "node:http"; import * as b from "./browser.mjs";
const browser = await b.launch(); const pages = {};
const g = { browser, pages, ...b, url: process.argv[2], shot: async (p, n) => { await p.screenshot({ path: `/tmp/shot-${n}.png`, timeout: 90000 }); return n; } };
http.createServer((q, r) => { let s = ""; q.on("data", (d) => (s += d)); q.on("end", async () => { try { const f = new Function(...Object.keys(g), `return (async () => { ${s} })()`); const v = await f(...Object.values(g)); r.end(JSON.stringify(v ?? null) + "\n"); } catch (e) { r.end("ERR " + String(e.stack).slice(0, 600) + "\n"); } }); }).listen(8499, "127.0.0.1");
