/** What shared parts say. */
export const parts = {
  optional: "(optional)",
  loading: "Loading …",
  tryAgain: "Try again",
  cancel: "Cancel",
  close: "Close",
  copy: "Copy",
  copied: "Copied.",
  notCopied: "This browser does not let the page copy. Select the text and copy it yourself.",
};
