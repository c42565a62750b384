import { lookup as systemLookup } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { HttpWebhookSender, type HttpWebhookSenderOptions } from "../src/index.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";

const server = createServer((_, response) => void response.end());
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** A resolver that answers with these addresses, whatever it is asked. */
const answering = (...addresses: readonly string[]) =>
  vi.fn<LookupFunction>((_, options, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    if (options.all === true) callback(null, found);
    else callback(null, found[0]?.address ?? "", found[0]?.family);
  });

const unknown = answering("192.0.2.1");

/** How a delivery to that URL ends. Whoever answers would let it succeed. */
async function deliver(url: string, options: HttpWebhookSenderOptions = {}) {
  const sender = new HttpWebhookSender({ timeoutMs: 2_000, lookup: unknown, ...options });
  onTestFinished(() => sender.close());
  const event = { id: "evt_1", tenantId: parseTenantId("tenant-a"), event: "connection", body: "{}" };
  await sender.send({ ...event, secrets: [], url, signal: new AbortController().signal });
}

const refused = { code: "WEBHOOK_FAILED", status: null, cause: { code: "WEBHOOK_ADDRESS_REFUSED" } };

/** `PORT` is where a server of this machine would answer. */
const LITERALS = [
  "http://127.0.0.1:PORT/",
  "https://127.0.0.1:PORT/",
  "http://127.0.0.1.:PORT/",
  "http://127.1:PORT/",
  "http://127.0.1:PORT/",
  "http://127.255.255.254:PORT/",
  "http://2130706433:PORT/",
  "http://0x7f000001:PORT/",
  "http://0x7f.1:PORT/",
  "http://0X7F.0.0x0.1:PORT/",
  "http://017700000001:PORT/",
  "http://0177.0.0.1:PORT/",
  "http://0177.0x0.0.1:PORT/",
  "http://%31%32%37.0.0.1:PORT/",
  "http://①②⑦.⓪.⓪.①:PORT/",
  "http://127。0。0。1:PORT/",
  "http://１２７.0.0.1:PORT/",
  "http://0:PORT/",
  "http://0.0.0.0:PORT/",
  "http://10.0.0.1/",
  "http://012.0.0.1/",
  "http://167772161/",
  "http://172.16.0.1/",
  "http://192.168.1.1:8080/",
  "http://0xc0a80101/",
  "http://169.254.169.254/latest/meta-data/",
  "http://2852039166/",
  "http://0xa9fea9fe/",
  "http://0251.0376.0251.0376/",
  "http://100.100.100.200/",
  "http://198.18.0.1/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://[::1]:PORT/",
  "http://[::]:PORT/",
  "http://[0:0:0:0:0:0:0:1]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://[::ffff:7f00:1]:PORT/",
  "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
  "http://[::127.0.0.1]:PORT/",
  "http://[::ffff:0:127.0.0.1]:PORT/",
  "http://[64:ff9b::7f00:1]/",
  "http://[64:ff9b::169.254.169.254]/",
  "http://[64:ff9b:1::a00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[2002:a9fe:a9fe::1]/",
  "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
  "http://[fe80::1]/",
  "http://[fc00::1]/",
  "http://[fd00:ec2::254]/",
  "http://[fec0::1]/",
  "http://[ff02::1]/",
  "http://[2001:db8::1]/",
];

const NAMES: readonly (readonly string[])[] = [
  ["127.0.0.1"],
  ["0.0.0.0"],
  ["10.1.2.3"],
  ["169.254.169.254"],
  ["::1"],
  ["::ffff:127.0.0.1"],
  ["64:ff9b::7f00:1"],
  ["2002:7f00:1::"],
  ["fe80::1"],
  ["fd00::1"],
  ["8.8.8.8", "127.0.0.1"],
  ["127.0.0.1", "8.8.8.8"],
  ["2606:4700:4700::1111", "::1"],
];

describe("the URL guard", () => {
  it.each(LITERALS)("refuses %s, when it is set and when it is used", async (form) => {
    const url = form.replace("PORT", String(port));
    expect(() => new HttpWebhookSender().check(url)).toThrow(
      expect.objectContaining({ code: "WEBHOOK_ADDRESS_REFUSED" }),
    );
    await expect(deliver(url)).rejects.toMatchObject(refused);
  });

  it.each(NAMES.map((addresses) => [addresses]))("refuses a name that leads to %j", async (addresses) => {
    const lookup = answering(...addresses);
    await expect(deliver(`http://some.example:${port}/`, { lookup })).rejects.toMatchObject(refused);
    expect(lookup).toHaveBeenCalledOnce();
  });

  it.each(["localhost", "localhost.", "LOCALHOST", "localhost.localdomain"])(
    "refuses %s as the system resolves it",
    async (host) => {
      const url = `http://${host}:${port}/`;
      const outcome = await deliver(url, { lookup: systemLookup }).catch(
        (error: { cause: { code: string } }) => error.cause.code,
      );
      expect(["WEBHOOK_ADDRESS_REFUSED", "ENOTFOUND", "EAI_AGAIN"]).toContain(outcome);
    },
  );

  it("asks once, so that a name cannot lead elsewhere after it was judged", async () => {
    let asked = 0;
    const lookup: LookupFunction = (host, options, callback) => {
      asked += 1;
      answering(asked === 1 ? "192.0.2.1" : "127.0.0.1")(host, options, callback);
    };
    await expect(deliver(`http://rebinding.example:${port}/`, { lookup })).rejects.toMatchObject(refused);
    expect(asked).toBe(1);
  });

  it.each(["http://8.8.8.8/", "https://[2606:4700:4700::1111]/", "https://hooks.example/"])("takes %s", (url) =>
    expect(() => new HttpWebhookSender().check(url)).not.toThrow(),
  );

  it("reaches this machine when it is told that it may, or by a host that is named", async () => {
    await deliver(`http://127.0.0.1:${port}/`, { allowPrivate: true });
    await deliver(`http://127.0.0.1:${port}/`, { allowedHosts: ["127.0.0.1"] });
    const lookup = answering("127.0.0.1");
    await expect(
      deliver(`http://other.example:${port}/`, { lookup, allowedHosts: ["inside.example"] }),
    ).rejects.toMatchObject(refused);
    await deliver(`http://Inside.example:${port}/`, { lookup, allowedHosts: ["inside.EXAMPLE"] });
    expect(() => new HttpWebhookSender({ allowPrivate: true }).check("http://[::1]/")).not.toThrow();
  });
});
