import type { Texts } from "../en/texts.ts";

export const shell: Texts["shell"] = {
  skip: "Zum Inhalt",
  session: "Sitzung",
  tenant: "Mandant",
  signOut: "Abmelden",
  signedInAs: (tenantId) => `Angemeldet als ${tenantId}`,
  live: {
    lost: "Keine Verbindung zum Server. Was Sie sehen, kann veraltet sein; sie kommt von selbst wieder.",
    ended: "Der Server teilt dieser Seite nichts mehr mit. Laden Sie sie neu.",
  },
  retry: "Jetzt versuchen",
  chooseLanguage: "Sprache",
};
