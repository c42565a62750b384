/**
 * Loaded into the server before anything else, in its main thread and in each of its workers: makes SQLite fail, or lie,
 * while the file that `CRASH_SQLITE_FAULT` names asks for it. See `fault-switch.ts`, which writes that file.
 */
const { appendFileSync, readFileSync } = require("node:fs");
const Database = require("better-sqlite3");

const file = process.env.CRASH_SQLITE_FAULT;
const log = process.env.CRASH_SQLITE_FAULT_LOG;

const scratch = new Database(":memory:");
const statement = Object.getPrototypeOf(scratch.prepare("SELECT 1"));
scratch.close();
const { exec } = Database.prototype;
const { run } = statement;

/** Taking back what was begun needs no disk in WAL mode: SQLite never refuses it. */
const isRollback = (sql) => /^ROLLBACK/i.test(sql);
/** Where messages are. Credentials are not forgotten: a client without its keys receives nothing that could get lost. */
const MESSAGES = /(inbox|whatsapp)\.db$/;
let calls = 0;

/** Fails if it must. Tells whether the call is a commit that is to be undone in silence. */
function before(database, sql) {
  const fault = JSON.parse(readFileSync(file, "utf8"));
  if (fault.kind === "fail" && !isRollback(sql)) {
    calls += 1;
    if (calls % fault.every === 0) fail(database, fault.code);
  }
  return fault.kind === "forget" && /^COMMIT$/i.test(sql) && MESSAGES.test(database.name);
}

function fail(database, code) {
  // So does SQLite: only a lock leaves the transaction open.
  if (code !== "SQLITE_BUSY" && database.inTransaction) exec.call(database, "ROLLBACK");
  appendFileSync(log, `${code}\n`);
  throw new Database.SqliteError(`${code} on purpose`, code);
}

Database.prototype.exec = function (sql) {
  before(this, sql);
  return exec.call(this, sql);
};

statement.run = function (...parameters) {
  const { database, source } = this;
  if (!before(database, source)) return run.apply(this, parameters);
  exec.call(database, "ROLLBACK");
  return { changes: 0, lastInsertRowid: 0 };
};
