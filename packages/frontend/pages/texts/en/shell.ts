/** What all pages of a tenant say. */
export const shell = {
  skip: "Skip to content",
  session: "Session",
  tenant: "Tenant",
  signOut: "Sign out",
  signedInAs: (tenantId: string) => `Signed in as ${tenantId}`,
  live: {
    lost: "No connection to the server. What you see may be old; it comes back by itself.",
    ended: "The server tells nothing more to this page. Load it anew.",
  },
  retry: "Try now",
  chooseLanguage: "Language",
};
