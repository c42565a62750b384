import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const BIN = fileURLToPath(new URL("../src/bin.ts", import.meta.url));
const TSX = fileURLToPath(import.meta.resolve("tsx"));

async function run(args: readonly string[], onOutput: (output: string, stop: () => void) => void) {
  const child = spawn(process.execPath, ["--import", TSX, BIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
      onOutput(output[name], () => child.kill("SIGTERM"));
    });
  }
  const [code] = await once(child, "close");
  return { code, ...output };
}

it("prints where it is and what to trust, and stops on SIGTERM", async () => {
  const { code, stdout } = await run(["--port", "0"], (output, stop) => {
    if (output.includes("noise root")) stop();
  });
  expect(stdout).toMatch(
    /^url +ws:\/\/127\.0\.0\.1:\d+\/ws\/chat\nphone +http:\S+\/phone\/\nadmin +http:\S+\/admin\nnoise root +[0-9a-f]{64}\n$/,
  );
  expect(code).toBe(0);
});

it("says what is wrong with an option", async () => {
  const { code, stderr } = await run(["--port", "many"], () => {});
  expect(stderr).toContain("--port must be a number");
  expect(code).toBe(1);
});
