import { createApp } from "vue";
import { addWords, i18n } from "@/platform/i18n";
import { platformWords, problemWords } from "@/platform/words";
import { identityWords } from "@/identity/words";
import { registerPage } from "@/platform/pwa";
import "@/platform/base.css";
import "@/platform/theme";
import FieldPage from "./FieldPage.vue";

addWords(platformWords, problemWords, identityWords);
void registerPage("field");
createApp(FieldPage).use(i18n).mount("#app");
