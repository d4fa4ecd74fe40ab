import { createApp } from "vue";
import { faultWords } from "@/platform/faults";
import { addWords, i18n } from "@/platform/i18n";
import { platformWords, problemWords } from "@/platform/words";
import "@/platform/base.css";
import "@/platform/theme";
import ReceiptPage from "./ReceiptPage.vue";
import { receiptWords } from "./receiptWords";

addWords(platformWords, problemWords, faultWords, receiptWords);
createApp(ReceiptPage).use(i18n).mount("#app");
