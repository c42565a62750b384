import type { BusinessInfo } from "./business.ts";
import type { Chat } from "./chat.ts";
import type { PlainMessage } from "./message.ts";
import type { TenantConfig } from "./tenant.ts";

/** One piece of a tenant's export, ready for JSON: one line each makes an NDJSON file. */
export type Exported =
  | { readonly kind: "tenant"; readonly tenant: TenantConfig }
  | { readonly kind: "business"; readonly business: BusinessInfo }
  | { readonly kind: "chat"; readonly chat: Chat }
  /** `raw` is the whole `proto.WebMessageInfo` in base64. */
  | { readonly kind: "message"; readonly message: PlainMessage & { readonly raw: string } };
