/** What the login page says. */
export const login = {
  tasks: {
    "sign-in": {
      title: "Sign in",
      submit: "Sign in",
      hint: "The name under which your WhatsApp session is kept on this server.",
      other: "New here? Register a tenant",
    },
    register: {
      title: "Register a tenant",
      submit: "Register",
      hint: "A name of your choice: 3 to 128 letters, digits, dots, hyphens and underscores.",
      other: "Registered already? Sign in",
    },
  },
  tenantId: "Tenant id",
  tenantIdMissing: "Give the id of a tenant.",
  webhookUrl: "Webhook URL",
  webhookUrlHint: "Where this server posts what happens in your session. You can change it later.",
  adminKey: "Admin key",
  adminKeyHint:
    "This server gives tokens to its administrator only. The key is kept in this tab alone, until you close it.",
  adminKeyNeeded: "The server asks for its admin key.",
  adminKeyWrong: "This is not the admin key of the server.",
  tokensFromElsewhere:
    "This server issues no tokens. They come from the system that it belongs to: get one there, and paste it here.",
  token: "Token",
  useToken: "Use this token",
  noToken: "This is no token of a tenant. Copy it anew, from its first letter to its last.",
  tokenRefused: "The server does not take this token. It may have expired: get a new one.",
  goOn: "Go on to the session",
  reasons: {
    expired: "You were signed out because your token is not good any more. Sign in again; nothing is lost.",
    "signed-out":
      "You are signed out of these pages. The WhatsApp session goes on: only “Log out” there unlinks the phone.",
    "signed-in-nowhere": "Sign in first: that page belongs to a tenant.",
    erased: "The tenant is erased with everything that was stored of it.",
  },
};
