/** What shared parts say. */
export const parts = {
  optional: "(optional)",
  cancel: "Cancel",
  close: "Close",
  copy: "Copy",
  copied: "Copied.",
  notCopied: "This browser does not let the page copy. Select the text and copy it yourself.",
};
