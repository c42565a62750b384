/** What the login page says. */
export const login = {
  title: "Sign in",
};
