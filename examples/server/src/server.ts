import { mkdir } from "node:fs/promises";
import {
  HttpWebhookSender,
  InboxIngestion,
  type Logger,
  SqliteInboxLog,
  SqliteStorage,
  TenantManager,
} from "@polyphone/core";
import type { WhatsAppSimulator } from "@polyphone/simulator";
import { createApp } from "./app.ts";
import type { ServerConfig } from "./config.ts";
import { isLoopback, listen } from "./listener.ts";
import { openAuthStore } from "./open-auth-store.ts";
import { showScreens } from "./show-screens.ts";
import { Opened } from "./shutdown.ts";
import { startSimulator, whatsAppOptions } from "./whatsapp.ts";

/** The documented server, up and answering. */
export interface RunningServer {
  /** Where to reach it from this machine; the API is below `/api`. */
  readonly url: string;
  readonly manager: TenantManager;
  /** The embedded WhatsApp, when the configuration asks for one. */
  readonly simulator: WhatsAppSimulator | undefined;
  /** Ends it cleanly: requests, sessions, storage, simulator. Logs nobody out. May be called again. */
  stop(): Promise<void>;
}

/** Brings everything up in order. When a step fails, what was up before it is taken down again. */
export async function startServer(config: ServerConfig, logger: Logger): Promise<RunningServer> {
  const opened = new Opened(logger);
  try {
    return await open(config, logger, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open(config: ServerConfig, logger: Logger, opened: Opened): Promise<RunningServer> {
  await mkdir(config.dataDirectory, { recursive: true });
  const simulator = config.simulator && (await startSimulator(config.simulator.port, config.dataDirectory));
  if (simulator) opened.add("simulator", () => simulator.stop());

  const auth = openAuthStore(config);
  opened.add("auth store", () => auth.close());
  const storage = new SqliteStorage({ directory: config.dataDirectory, search: config.search });
  opened.add("storage", () => storage.close());

  const whatsapp = await whatsAppOptions(config.whatsapp, simulator);
  const log = new SqliteInboxLog({ directory: config.dataDirectory });
  const ingestion = new InboxIngestion({ ...config.ingest, log, logger });
  const webhooks = new HttpWebhookSender(config.webhooks);
  opened.add("webhooks", () => webhooks.close());
  const manager = new TenantManager({
    ...{ auth, storage, ingestion, whatsapp, webhooks, logger },
    quarantineDays: config.auth.quarantineDays,
  });
  opened.add("manager", () => manager.stop());
  if (simulator) showScreens(manager, simulator.screens);
  await manager.start();

  const phone = simulator?.phonePage();
  const listener = await listen(createApp(manager, config, logger, phone), config.host, config.port);
  opened.add("listener", () => listener.close());
  // An open page follows for ever: the listener would wait for it.
  opened.add("phone", async () => phone?.close());
  announce(config, logger, { url: listener.url, simulatorAdminUrl: simulator?.adminUrl });
  return { url: listener.url, manager, simulator, stop: () => opened.close() };
}

function announce({ host, adminKey, ingest }: ServerConfig, logger: Logger, addresses: object): void {
  if (adminKey === undefined && !isLoopback(host)) {
    logger.warn(
      { host },
      "anybody who can reach this server gets a token for any tenant: set ADMIN_KEY, or HOST=127.0.0.1",
    );
  }
  logger.info({ ingest }, "ingestion settings");
  logger.info(addresses, "listening");
}
