import { join } from "node:path";
import {
  DisconnectReason,
  type MessageUpsertType,
  makeCacheableSignalKeyStore,
  makeWASocket,
  useMultiFileAuthState,
  WA_CERT_DETAILS,
  type WAMessage,
} from "@whiskeysockets/baileys";
import type { Subject, SubjectOptions } from "./subject.ts";

type RawSocket = ReturnType<typeof makeWASocket>;

const quiet = () => undefined;
const logger = {
  level: "silent",
  child: () => logger,
  trace: quiet,
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
};

/** Bare Baileys sockets, put together as its own documentation does: multi-file state behind the cacheable key store. */
export async function rawSubject({
  url,
  noiseRootPublicKey,
  directory,
  resumeConcurrency = 1,
}: SubjectOptions): Promise<Subject> {
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(noiseRootPublicKey, "hex");
  for (const method of ["info", "warn", "error"] as const) console[method] = quiet;
  const sockets = new Map<string, RawSocket>();
  // Its files are written in the background, and a process that exits meanwhile has no identity any more.
  const saving = new Set<Promise<void>>();
  let received: () => void = quiet;
  let delivered: () => void = quiet;

  const connect = async (tenant: string, scan?: (qr: string) => Promise<void>): Promise<void> => {
    const { state, saveCreds } = await useMultiFileAuthState(join(directory, "raw", tenant));
    const sock = makeWASocket({
      waWebSocketUrl: url,
      logger,
      syncFullHistory: false,
      auth: { creds: state.creds, keys: makeCacheableSignalKeyStore(state.keys, logger) },
    });
    sockets.set(tenant, sock);
    sock.ev.on("creds.update", () => {
      const save: Promise<void> = saveCreds().finally(() => saving.delete(save));
      saving.add(save);
    });
    sock.ev.on("messages.upsert", ({ messages }: { messages: WAMessage[]; type: MessageUpsertType }) => {
      for (const { key, status } of messages) {
        if (key.fromMe !== true) received();
        else if ((status ?? 0) >= 3) delivered();
      }
    });
    sock.ev.on("messages.update", (updates) => {
      for (const { update } of updates) if (update.status === 3) delivered();
    });
    await new Promise<void>((resolve, reject) => {
      sock.ev.on("connection.update", ({ connection, qr, lastDisconnect }) => {
        if (qr !== undefined && scan !== undefined) scan(qr).catch(reject);
        if (connection === "open") resolve();
        if (connection !== "close") return;
        const error: (Error & { output?: { statusCode?: number } }) | undefined = lastDisconnect?.error;
        if (error?.output?.statusCode === DisconnectReason.restartRequired) connect(tenant).then(resolve, reject);
        else reject(error ?? new Error("closed"));
      });
    });
  };

  const socketOf = (tenant: string): RawSocket => {
    const sock = sockets.get(tenant);
    if (sock === undefined) throw new Error(`${tenant} is not open`);
    return sock;
  };
  return {
    open: (tenant) => connect(tenant),
    resume: async (tenants) => {
      const waiting = tenants.values();
      const worker = async () => {
        for (const tenant of waiting) await connect(tenant);
      };
      await Promise.all(Array.from({ length: resumeConcurrency }, worker));
    },
    close: async (tenant) => {
      await socketOf(tenant).end(undefined);
    },
    pair: connect,
    send: async (tenant, to, text) => {
      await socketOf(tenant).sendMessage(`${to}@s.whatsapp.net`, { text });
    },
    onReceived: (listener) => {
      received = listener;
    },
    onDelivered: (listener) => {
      delivered = listener;
    },
    stop: async () => {
      await Promise.all([...sockets.values()].map((sock) => sock.end(undefined)));
      await Promise.all(saving);
    },
  };
}
