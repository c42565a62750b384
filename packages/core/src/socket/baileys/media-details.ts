import type { MessageDetails } from "../../types/message.ts";
import type { WireFields } from "./wire-fields.ts";

const SHA256_BYTES = 32;

/** What is told of a file: what a person would see of it, and the hash by which to know it. Never its key or address. */
export function mediaDetails(file: WireFields, viewOnce: boolean): MessageDetails {
  const hash = file.bytes("fileSha256");
  return {
    media: {
      mimeType: file.text("mimetype"),
      fileName: file.text("fileName"),
      sizeBytes: file.count("fileLength"),
      seconds: file.count("seconds"),
      widthPx: file.count("width"),
      heightPx: file.count("height"),
      sha256: hash?.length === SHA256_BYTES ? Buffer.from(hash).toString("base64") : null,
      viewOnce: viewOnce || file.flag("viewOnce"),
    },
  };
}
