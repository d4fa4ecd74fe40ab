import { callForFile } from "@/platform/api";

/** Opens the printed report in a tab of its own; the token never stands in a URL. */
export async function openPdf(reportId: string) {
  const file = await callForFile("getReportPdf", { path: { reportId } });
  const url = URL.createObjectURL(file);
  window.open(url, "_blank");
  // The tab has read it by then; nothing else uses it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
