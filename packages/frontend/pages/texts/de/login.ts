import type { Texts } from "../en/texts.ts";

export const login: Texts["login"] = {
  tasks: {
    "sign-in": {
      title: "Anmelden",
      submit: "Anmelden",
      hint: "Der Name, unter dem Ihre WhatsApp-Sitzung auf diesem Server liegt.",
      other: "Neu hier? Mandanten registrieren",
    },
    register: {
      title: "Mandanten registrieren",
      submit: "Registrieren",
      hint: "Ein Name Ihrer Wahl: 3 bis 128 Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.",
      other: "Schon registriert? Anmelden",
    },
  },
  tenantId: "Mandanten-ID",
  tenantIdMissing: "Geben Sie die ID eines Mandanten an.",
  webhookUrl: "Webhook-URL",
  webhookUrlHint: "Dorthin meldet dieser Server, was in Ihrer Sitzung geschieht. Sie können sie später ändern.",
  adminKey: "Admin-Schlüssel",
  adminKeyHint:
    "Dieser Server gibt Token nur an seine Verwaltung aus. Der Schlüssel bleibt nur in diesem Tab, bis Sie ihn schließen.",
  adminKeyNeeded: "Der Server verlangt seinen Admin-Schlüssel.",
  adminKeyWrong: "Das ist nicht der Admin-Schlüssel dieses Servers.",
  tokensFromElsewhere:
    "Dieser Server stellt keine Token aus. Sie kommen von dem System, zu dem er gehört: Holen Sie dort eines und fügen Sie es hier ein.",
  token: "Token",
  useToken: "Dieses Token verwenden",
  noToken: "Das ist kein Token eines Mandanten. Kopieren Sie es noch einmal, vom ersten bis zum letzten Zeichen.",
  tokenRefused: "Der Server nimmt dieses Token nicht an. Vielleicht ist es abgelaufen: Holen Sie ein neues.",
  goOn: "Weiter zur Sitzung",
  reasons: {
    expired: "Sie wurden abgemeldet, weil Ihr Token nicht mehr gilt. Melden Sie sich neu an; verloren ist nichts.",
    "signed-out":
      "Sie sind von diesen Seiten abgemeldet. Die WhatsApp-Sitzung läuft weiter: Das Telefon trennt nur die Abmeldung von WhatsApp dort.",
    "signed-in-nowhere": "Melden Sie sich zuerst an: Jene Seite gehört einem Mandanten.",
    erased: "Der Mandant ist gelöscht, mit allem, was von ihm gespeichert war.",
  },
};
