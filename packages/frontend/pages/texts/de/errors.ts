import type { Texts } from "../en/texts.ts";

export const errors: Texts["errors"] = {
  unreachable: "Der Server ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  fields: "Hier stimmt etwas noch nicht. Sehen Sie nach, was markiert ist.",
  byCode: {
    NOT_THE_API:
      "Etwas anderes als die API hat geantwortet. Wer diesen Server betreibt, muss sich die Adresse ansehen.",
    INTERNAL_ERROR: "Auf dem Server ist etwas schiefgegangen. Versuchen Sie es später noch einmal.",
    STORAGE_FAILED: "Der Server konnte es nicht speichern. Versuchen Sie es später noch einmal.",
    STORAGE_CLOSED: "Der Server fährt herunter. Versuchen Sie es gleich noch einmal.",
    MANAGER_NOT_STARTED: "Der Server fährt hoch. Versuchen Sie es gleich noch einmal.",
    RATE_LIMITED: "Zu viele Anfragen. Warten Sie eine Minute und versuchen Sie es noch einmal.",
    FORBIDDEN: "Der Server stellt Ihnen für diesen Mandanten kein Token aus.",
    INSUFFICIENT_SCOPE: "Ihr Token reicht dafür nicht: Es braucht eines mit mehr Rechten.",
    INVALID_TENANT_ID:
      "3 bis 128 Buchstaben, Ziffern, Punkte, Binde- und Unterstriche; zuerst ein Buchstabe oder eine Ziffer, am Ende kein Punkt.",
    INVALID_WEBHOOK_URL:
      "Eine vollständige Adresse wie https://example.com/hook, ohne Leerzeichen, Benutzername und Passwort.",
    UNKNOWN_TENANT: "Diesen Mandanten gibt es nicht mehr.",
    SESSION_NOT_CONNECTED: "Die Sitzung ist nicht verbunden. Starten Sie sie zuerst.",
    SESSION_BANNED: "WhatsApp hat diese Nummer gesperrt.",
    SESSION_UNREACHABLE: "Der Server, der diese Sitzung hält, antwortet nicht. Versuchen Sie es gleich noch einmal.",
    SESSION_TIMEOUT: "WhatsApp hat zu lange gebraucht. Versuchen Sie es noch einmal.",
    PAIRING_ENDED: "Das Verknüpfen endete, bevor ein Telefon es angenommen hat. Starten Sie noch einmal.",
    ALREADY_PAIRED: "Ein Telefon ist schon verknüpft. Melden Sie es zuerst ab, um ein anderes zu verknüpfen.",
    TENANT_PAUSED: "Die Verwaltung hat diesen Mandanten angehalten.",
    WHATSAPP_UNAVAILABLE: "WhatsApp ist nicht erreichbar. Versuchen Sie es später noch einmal.",
    INVALID_RECIPIENT: "Eine Telefonnummer mit Landesvorwahl, etwa +49 151 23456789.",
    UNKNOWN_RECIPIENT: "Diese Nummer ist nicht bei WhatsApp.",
    INVALID_TEXT: "Schreiben Sie erst etwas; eine Nachricht hat höchstens 65.536 Zeichen.",
    SEND_FAILED: "Die Nachricht konnte nicht gesendet werden. Versuchen Sie es noch einmal.",
    SEND_QUEUE_FULL: "Zu viele Nachrichten warten auf das Senden. Versuchen Sie es gleich noch einmal.",
    WEBHOOK_ADDRESS_REFUSED: "Diese Adresse ist nicht öffentlich, dorthin sendet der Server nichts.",
    UNKNOWN_ENDPOINT: "Diesen Webhook gibt es nicht mehr.",
    UNKNOWN_EVENT: "Diese Ereignisse werden nicht mehr aufbewahrt.",
    INVALID_REPLAY: "Einiges davon wird nicht mehr aufbewahrt, oder der Zeitraum endet, bevor er beginnt.",
    TOO_MANY_ENDPOINTS: "Mehr Webhooks darf ein Mandant nicht haben. Entfernen Sie zuerst einen.",
    INVALID_SEARCH: "Danach lässt sich nicht suchen. Versuchen Sie es mit anderen Wörtern.",
  },
};
