import type { Texts } from "../en/texts.ts";

export const shell: Texts["shell"] = {
  skip: "Zum Inhalt",
  session: "Sitzung",
  tenant: "Mandant",
  signOut: "Abmelden",
  signedInAs: (tenantId) => `Angemeldet als ${tenantId}`,
  chooseLanguage: "Sprache",
};
