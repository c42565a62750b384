import { expect, it } from "vitest";
import { webhookFindings } from "./webhook-findings.ts";

const deliveredAs = (...pairs: readonly string[]) =>
  pairs.map((pair) => {
    const [messageId = "", eventId = ""] = pair.split("/");
    return { tenant: "tenant-1", messageId, eventId };
  });

const STORED = { messages: ["A", "B", "C"], told: ["A", "B", "C"] };
const CLEAN = { missing: [], renamed: [], disordered: [] };

it("finds nothing wrong with repetitions, wherever they come", () => {
  expect(webhookFindings(deliveredAs("A/1", "B/2", "A/1", "B/2", "C/3", "C/3"), STORED)).toEqual(CLEAN);
});

it("finds what is missing, stored or told", () => {
  expect(webhookFindings(deliveredAs("A/1"), { messages: ["A", "B"], told: ["A", "C"] }).missing).toEqual(["B", "C"]);
});

it("finds a message under two ids, and two under one", () => {
  expect(webhookFindings(deliveredAs("A/1", "B/2", "A/4", "C/3"), STORED).renamed).not.toEqual([]);
  expect(webhookFindings(deliveredAs("A/1", "B/1", "C/3"), STORED).renamed).not.toEqual([]);
});

it("finds a message that comes before an earlier one", () => {
  expect(webhookFindings(deliveredAs("A/1", "C/3", "B/2"), STORED).disordered).toEqual(["B"]);
});
