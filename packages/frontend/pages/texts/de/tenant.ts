import type { Texts } from "../en/texts.ts";

export const tenant: Texts["tenant"] = {
  facts: "Dieser Mandant",
  tenantId: "Mandanten-ID",
  status: "Sitzung",
  account: "WhatsApp-Nummer",
  noAccount: "keine verknüpft",
  created: "Angelegt",
  lastActivity: "Zuletzt aktiv",
  noActivity: "noch nie",
  queueDepth: "Wartet auf Speichern oder Senden",
  tokenExpires: "Ihr Token läuft ab",
  tokenNeverExpires: "steht nicht darin",
  toSession: "Sitzung verwalten",
  export: "Export",
  exportExplained:
    "Alles, was von diesem Mandanten gespeichert ist, außer den Zugangsdaten, als Datei mit einer Zeile JSON für jedes Stück: Einstellungen, Geschäftsprofil, Chats und Nachrichten.",
  exportNow: "Export herunterladen",
  exported: (file) => `${file} ist unterwegs zu Ihren Downloads.`,
  erase: "Löschen",
  eraseExplained:
    "Trennt das Telefon und löscht den Mandanten mit allem, was von ihm gespeichert ist: Nachrichten, Einstellungen, Webhooks, Zugangsdaten. Nichts bringt ihn zurück.",
  eraseThis: "Diesen Mandanten löschen …",
  eraseTitle: (tenantId) => `${tenantId} löschen?`,
  eraseForEver: "Endgültig löschen",
  typeTheId: (tenantId) => `Zur Bestätigung ${tenantId} eintippen`,
  notTheId: "Das ist nicht die ID des Mandanten.",
};
