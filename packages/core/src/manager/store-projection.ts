import type { Emitter } from "../events/emitter.ts";
import type { Project } from "../ingestion/ingestion.ts";
import type { Storage } from "../storage/storage.ts";

/** Makes the end of every ingestion: stores a batch and announces what was new in it. */
export function storeAndAnnounce(storage: Storage, events: Emitter): Project {
  return async (tenantId, records) => {
    const { stored, statuses } = await storage.apply(tenantId, records);
    for (const message of stored) {
      // Stored, and announced once a retry has brought the readable one.
      if (message.type === "undecryptable") continue;
      events.emit(message.fromMe ? "message.sent" : "message.received", { tenantId, message });
    }
    for (const status of statuses) events.emit("message.status", { tenantId, ...status });
  };
}
