import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { describe, expect, it } from "vitest";
import { judgedLookup } from "./judged-lookup.ts";

/** What asking for all addresses, or for one, comes to when the resolver knows these. */
function ask(addresses: readonly string[], all: boolean): Promise<string | readonly LookupAddress[]> {
  const resolver: LookupFunction = (_, options, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    if (options.all === true) callback(null, found);
    else callback(null, found[0]?.address ?? "", found[0]?.family);
  };
  return new Promise((resolve, reject) => {
    judgedLookup(resolver)("some.example", { all }, (error, found) => (error ? reject(error) : resolve(found)));
  });
}

describe("judgedLookup", () => {
  it.each([["8.8.8.8"], ["2606:4700:4700::1111"], ["1.1.1.1", "2606:4700:4700::1111"]])(
    "lets %s through, one and all",
    async (...addresses) => {
      await expect(ask(addresses, false)).resolves.toBe(addresses[0]);
      const found = (await ask(addresses, true)) as readonly LookupAddress[];
      expect(found.map(({ address }) => address)).toEqual(addresses);
    },
  );

  it.each([["10.0.0.1"], ["::1"], ["8.8.8.8", "127.0.0.1"], ["2606:4700:4700::1111", "fd00::1"]])(
    "refuses %s",
    async (...addresses) => {
      await expect(ask(addresses, true)).rejects.toMatchObject({ code: "WEBHOOK_ADDRESS_REFUSED" });
    },
  );

  it("passes on that there is no such name", async () => {
    const nobody: LookupFunction = (_, __, callback) =>
      callback(Object.assign(new Error("no"), { code: "ENOTFOUND" }), []);
    const asked = new Promise((resolve) => judgedLookup(nobody)("some.example", {}, (error) => resolve(error?.code)));
    await expect(asked).resolves.toBe("ENOTFOUND");
  });
});
