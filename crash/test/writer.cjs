/** Writes rows into the file that is named, in its main thread and then in a worker, and prints what came of each. */
const { Worker, isMainThread, parentPort, workerData } = require("node:worker_threads");
const Database = require("better-sqlite3");

const TRANSACTIONS = 3;

function write(path) {
  const database = new Database(path);
  const insert = database.prepare("INSERT INTO rows VALUES (1)");
  const attempt = database.transaction(() => insert.run());
  return Array.from({ length: TRANSACTIONS }, () => {
    try {
      attempt();
      return "stored";
    } catch (error) {
      return error.code;
    }
  });
}

if (isMainThread) {
  const here = write(process.argv[2]);
  const worker = new Worker(__filename, { workerData: process.argv[2] });
  worker.on("message", (there) => process.stdout.write(JSON.stringify([...here, ...there])));
} else parentPort.postMessage(write(workerData));
