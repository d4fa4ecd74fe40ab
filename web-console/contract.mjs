// The server's contract becomes TypeScript: its types, and where each operation is found.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";

const source = new URL("../src/main/resources/openapi.yaml", import.meta.url);
const target = new URL("src/generated/", import.meta.url);
const methods = ["get", "put", "post", "delete", "patch"];

export async function generateContract() {
  const text = await readFile(source, "utf8");
  const contract = parse(text);
  const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method])
      .map((method) => {
        const { operationId } = item[method];
        return `  ${operationId}: ["${method.toUpperCase()}", "${path}"],`;
      }),
  );
  const types = astToString(await openapiTS(contract));
  await mkdir(target, { recursive: true });
  await writeFile(new URL("contract.ts", target), types);
  await writeFile(
    new URL("operations.ts", target),
    `export const operationPaths = {\n${operations.join("\n")}\n} as const;\n`,
  );
}

if (import.meta.url === `file://${process.argv[1]}`) await generateContract();
