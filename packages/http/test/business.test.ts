import { expect, it } from "vitest";
import { api, provision, tokenOf } from "./api.ts";

const EMPTY = {
  name: null,
  working_hours: null,
  location_url: null,
  shipping_details: null,
  instagram_url: null,
  website_url: null,
  mobile_numbers: null,
};

const FULL = {
  name: "Anna's bakery",
  working_hours: "mon-fri 8-18",
  location_url: "https://maps.example.com/?q=1",
  shipping_details: "within two days",
  instagram_url: "https://instagram.com/anna",
  website_url: "https://example.com",
  mobile_numbers: ["+1234567890", "9876543210"],
};

async function provisioned() {
  const ask = await api();
  await provision(ask);
  const token = await tokenOf();
  return (method: string, path: string, body?: unknown) => ask(method, path, { token, body });
}

it("keeps what a tenant tells, changes what is named and clears what is null", async () => {
  const ask = await provisioned();
  expect((await ask("GET", "/api/business")).body).toEqual({ success: true, business: EMPTY });
  expect((await ask("PUT", "/api/business", FULL)).body).toEqual({ success: true, business: FULL });
  const change = { name: null, working_hours: "always" };
  expect((await ask("PUT", "/api/business", change)).body).toEqual({ success: true, business: { ...FULL, ...change } });
  expect((await ask("GET", "/api/business")).body).toEqual({ success: true, business: { ...FULL, ...change } });
});

it.each([
  [{ website_url: "javascript:alert(1)" }, "INVALID_BUSINESS"],
  [{ mobile_numbers: ["mum"] }, "INVALID_BUSINESS"],
  [{ colour: "red" }, "INVALID_REQUEST"],
  [{ name: 5 }, "INVALID_REQUEST"],
])("refuses %j and changes nothing", async (change, code) => {
  const ask = await provisioned();
  await ask("PUT", "/api/business", FULL);
  expect(await ask("PUT", "/api/business", { ...change, working_hours: "never" })).toMatchObject({
    status: 422,
    body: { code },
  });
  expect((await ask("GET", "/api/business")).body).toEqual({ success: true, business: FULL });
});

it.each([
  ["website_url", "example.com"],
  ["working_hours", " "],
  ["mobile_numbers", ["mum"]],
])("says that it is %s that is wrong", async (path, value) => {
  const ask = await provisioned();
  expect(await ask("PUT", "/api/business", { [path]: value })).toMatchObject({
    status: 422,
    body: { code: "INVALID_BUSINESS", errors: [{ path, message: expect.stringContaining("Must be ") }] },
  });
});

it("says why nothing was fetched from WhatsApp", async () => {
  const ask = await provisioned();
  expect((await ask("POST", "/api/business/refresh")).body).toEqual({
    success: true,
    fetched: false,
    persisted: false,
    reason: "not_connected",
    business: EMPTY,
  });
});

it.each([{ preview: "yes" }, { previews: true }, []])("refuses to refresh with %j", async (body) => {
  const ask = await provisioned();
  expect(await ask("POST", "/api/business/refresh", body)).toMatchObject({
    status: 422,
    body: { code: "INVALID_REQUEST" },
  });
});

it("sets, changes and clears where webhooks go", async () => {
  const ask = await provisioned();
  for (const webhook_url of ["https://example.com/hooks/wa", "http://example.com/other", null]) {
    expect((await ask("PUT", "/api/business/webhook", { webhook_url })).body).toEqual({ success: true, webhook_url });
  }
  expect(await ask("PUT", "/api/business/webhook", { webhook_url: "ftp://example.com" })).toMatchObject({
    status: 422,
    body: { code: "INVALID_WEBHOOK_URL" },
  });
  expect(await ask("PUT", "/api/business/webhook", {})).toMatchObject({ status: 422 });
});
