/** What all pages of a tenant say. */
export const shell = {
  skip: "Skip to content",
  session: "Session",
  tenant: "Tenant",
  signOut: "Sign out",
  signedInAs: (tenantId: string) => `Signed in as ${tenantId}`,
  chooseLanguage: "Language",
};
