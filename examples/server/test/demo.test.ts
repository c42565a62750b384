import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const demo = fileURLToPath(new URL("../src/demo.ts", import.meta.url));

it("plays the whole demo, prints each step and ends with 0", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", demo, "--", "--once"], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: "0" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = await once(child, "exit");
  expect(code, output).toBe(0);
  const steps = [
    "Server is up",
    "Issued a token",
    "Scanned the QR",
    "Connected",
    "Decrypted on Ada's phone",
    "Great, on my way!",
    "Ada has read ours",
  ];
  for (const step of steps) expect(output).toContain(step);
});

it("ends with 1 and says why when a step does not happen", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", demo, "--once"], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: "not-a-port" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = await once(child, "exit");
  expect(code).toBe(1);
  expect(output).toContain("The demo failed: PORT must be a whole number");
});
