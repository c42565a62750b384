import { expect, it } from "vitest";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import { eventId, positionOfEvent } from "./event-id.ts";

const ANNA = parseTenantId("tenant-anna");
const BERT = parseTenantId("tenant-bert");

it("names the same event the same, and any other differently", () => {
  const ids = [eventId(ANNA, 1, 1000), eventId(ANNA, 2, 1000), eventId(BERT, 1, 1000), eventId(ANNA, 1, 1001)];
  expect(new Set(ids).size).toBe(4);
  expect(eventId(ANNA, 1, 1000)).toBe(ids[0]);
});

it("tells where its event stands", () => {
  for (const position of [1, 255, 65_536, 2 ** 48 - 1])
    expect(positionOfEvent(eventId(ANNA, position, 1000))).toBe(position);
});

it.each(["", "evt_", "evt_AAAA", "msg_AAAAAAAAAAAAAAAAAAAAAAAA", "evt_AAAAAAAAAAAAAAAAAAAAAAA!"])(
  "takes %j for no id",
  (text) => expect(positionOfEvent(text)).toBeUndefined(),
);
