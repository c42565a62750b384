import { parseJid } from "../wire/jid.ts";
import { bytes, child, el } from "../wire/node.ts";
import { IqError, type IqRequest, type IqTable } from "./iq-registry.ts";
import type { LinkCodeDesk } from "./link-code-desk.ts";

/** The companion's side of pairing by code. */
export function linkCodeIqs(desk: LinkCodeDesk): IqTable {
  return {
    "set md link_code_companion_reg": (request) => {
      const { stage, jid } = request.body.attrs;
      if (stage === "companion_hello") {
        const wrapped = required(request, "link_code_pairing_wrapped_companion_ephemeral_pub");
        const ref = desk.hello(request.session, parseJid(jid)?.user ?? "", wrapped);
        return [el("link_code_companion_reg", { stage }, [el("link_code_pairing_ref", {}, ref)])];
      }
      if (stage !== "companion_finish") throw new IqError(400, "bad-request");
      const finish = {
        wrappedBundle: required(request, "link_code_pairing_wrapped_key_bundle"),
        identityKey: required(request, "companion_identity_public"),
      };
      const ref = required(request, "link_code_pairing_ref");
      // The answer comes first: the client saves its new secret only when it has it, and pair-success needs that.
      request.after(() => void desk.finish(ref, finish));
      return undefined;
    },
  };
}

function required({ body }: IqRequest, tag: string): Buffer {
  const content = bytes(child(body, tag));
  if (!content) throw new IqError(400, "bad-request");
  return content;
}
