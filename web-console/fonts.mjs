// The fonts of printed pages as TrueType, which is what a PDF embeds: `node fonts.mjs FOLDER`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decompress } from "woff2-encoder";

const folder = process.argv[2];
const family = join(import.meta.dirname, "node_modules", "@fontsource", "noto-sans-sc");

mkdirSync(folder, { recursive: true });
for (const weight of [400, 700]) {
  const packed = readFileSync(join(family, "files", `noto-sans-sc-chinese-simplified-${weight}-normal.woff2`));
  writeFileSync(join(folder, `noto-sans-sc-${weight}.ttf`), await decompress(packed));
}
writeFileSync(join(folder, "LICENSE"), readFileSync(join(family, "LICENSE")));
