/**
 * Loaded into the server before anything else, in each of its threads: notes every commit of the inbox, when it returned,
 * what SQLite was told to sync, and whose messages were in it. `CRASH_SYNC_UNSAFE` turns the syncing off, as a control.
 */
const { appendFileSync } = require("node:fs");
const Database = require("better-sqlite3");

const { CRASH_SYNC_TRACE: trace, CRASH_SYNC_UNSAFE: unsafe } = process.env;

const scratch = new Database(":memory:");
const statement = Object.getPrototypeOf(scratch.prepare("SELECT 1"));
scratch.close();
const { run } = statement;
const { pragma } = Database.prototype;

/** Version, checksum and length come first; then the record as JSON. See `record-codec.ts` of the core. */
const HEADER_BYTES = 9;
const LENGTH_AT = 5;
let messages = [];

function nameOf(entry) {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  const { tenant, record } = JSON.parse(
    bytes.toString("utf8", HEADER_BYTES, HEADER_BYTES + bytes.readUInt32LE(LENGTH_AT)),
  );
  return record.message && `${tenant} ${record.message.id}`;
}

Database.prototype.pragma = function (source, ...rest) {
  const asked = unsafe === "1" && /^synchronous = /.test(source) ? "synchronous = OFF" : source;
  return pragma.call(this, asked, ...rest);
};

statement.run = function (...parameters) {
  const result = run.apply(this, parameters);
  const { database, source } = this;
  if (!/inbox\.db$/.test(database.name)) return result;
  if (/^INSERT INTO entries/.test(source)) messages.push(nameOf(parameters[1]));
  if (!/^COMMIT$/i.test(source) || messages.length === 0) return result;
  const synchronous = pragma.call(database, "synchronous", { simple: true });
  const journal = pragma.call(database, "journal_mode", { simple: true });
  // Of the whole machine, so that it compares with the simulator's process.
  const at = String(process.hrtime.bigint());
  appendFileSync(trace, `${JSON.stringify({ at, synchronous, journal, messages })}\n`);
  messages = [];
  return result;
};
