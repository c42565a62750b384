/** What the page about a tenant says, webhooks and administration aside. */
export const tenant = {
  facts: "This tenant",
  tenantId: "Tenant id",
  status: "Session",
  account: "WhatsApp number",
  noAccount: "none linked",
  created: "Created",
  lastActivity: "Last activity",
  noActivity: "none yet",
  queueDepth: "Waiting to be stored or sent",
  tokenExpires: "Your token expires",
  tokenNeverExpires: "does not say",
  toSession: "Manage the session",
  export: "Export",
  exportExplained:
    "Everything that is stored of this tenant but its credentials, as a file with one line of JSON for each piece: settings, business profile, chats and messages.",
  exportNow: "Download the export",
  exported: (file: string) => `${file} is on its way to your downloads.`,
  erase: "Erase",
  eraseExplained:
    "Unlinks the phone and erases the tenant with everything that is stored of it: messages, settings, webhooks, credentials. Nothing can bring it back.",
  eraseThis: "Erase this tenant …",
  eraseTitle: (tenantId: string) => `Erase ${tenantId}?`,
  eraseForEver: "Erase for ever",
  typeTheId: (tenantId: string) => `Type ${tenantId} to confirm`,
  notTheId: "This is not the id of the tenant.",
};
