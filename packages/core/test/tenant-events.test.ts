import { expect, it, onTestFinished } from "vitest";
import { DirectIngestion, MemoryAuthStore, MemoryStorage, type TenantEvent, TenantManager } from "../src/index.ts";

/** A manager with two tenants, whose events are told by renaming their businesses. */
async function running() {
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    ingestion: new DirectIngestion(),
  });
  await manager.start();
  onTestFinished(() => manager.stop());
  const [anna, bert] = [manager.tenant("tenant-anna"), manager.tenant("tenant-bert")];
  for (const tenant of [anna, bert]) await tenant.configure({});
  const rename = async (tenant: typeof anna, ...names: readonly string[]) => {
    for (const name of names) await tenant.saveBusiness({ name });
  };
  return { manager, anna, bert, rename };
}

type Stream = AsyncGenerator<TenantEvent, never, void>;

async function take(stream: Stream, count: number): Promise<readonly TenantEvent[]> {
  const taken: TenantEvent[] = [];
  while (taken.length < count) taken.push((await stream.next()).value);
  return taken;
}

const nameOf = ({ data }: TenantEvent) => (data.business as { name: string }).name;

it("tells what happens from when it is followed on, in order, and nothing of other tenants", async () => {
  const { anna, bert, rename } = await running();
  await rename(anna, "before");
  const stream = await anna.events();
  const taken = take(stream, 3);
  await rename(bert, "another");
  await rename(anna, "one", "two", "three");
  expect((await taken).map(nameOf)).toEqual(["one", "two", "three"]);
  expect((await taken)[0]).toMatchObject({ event: "business.updated", tenantId: anna.id, id: expect.any(String) });
  await stream.return(undefined as never);
});

it("goes on after an event, with nothing missing and nothing twice", async () => {
  const { anna, rename } = await running();
  const before = await anna.events();
  const [first] = await Promise.all([take(before, 1), rename(anna, "0")]);
  await before.return(undefined as never);
  const names = Array.from({ length: 250 }, (_, number) => `${number + 1}`);
  await rename(anna, ...names);
  let after = first[0]?.id ?? "";
  const seen: string[] = [];
  while (seen.length < names.length) {
    const stream = await anna.events({ after });
    for (const event of await take(stream, Math.min(70, names.length - seen.length))) {
      seen.push(nameOf(event));
      after = event.id;
    }
    await stream.return(undefined as never);
  }
  expect(seen).toEqual(names);
});

it("refuses to go on after what is no event of the tenant", async () => {
  const { anna, bert, rename } = await running();
  const stream = await bert.events();
  const [foreign] = await Promise.all([take(stream, 1), rename(bert, "Bert")]);
  await rename(anna, "Anna");
  for (const after of [foreign[0]?.id ?? "", "evt_AAAAAAAAAAAAAAAAAAAAAAAA", "", "../x"]) {
    await expect(anna.events({ after })).rejects.toMatchObject({ code: "UNKNOWN_EVENT" });
  }
});

it("ends when the manager stops, when the tenant is erased, and when who follows says so", async () => {
  const { manager, anna, bert } = await running();
  const abort = new AbortController();
  const [left, erased, stopped] = await Promise.all([
    anna.events({ signal: abort.signal }),
    bert.events(),
    anna.events(),
  ]);
  const ends = [left, erased, stopped].map(async (stream) => {
    try {
      for await (const _ of stream);
    } catch (error) {
      return error;
    }
  });
  abort.abort(new Error("enough"));
  await bert.erase();
  await manager.stop();
  expect(await Promise.all(ends)).toMatchObject([
    { message: "enough" },
    { code: "UNKNOWN_TENANT" },
    { code: "MANAGER_NOT_STARTED" },
  ]);
});
