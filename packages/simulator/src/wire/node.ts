import type { BinaryNode } from "@whiskeysockets/baileys";

/** What may stand in a stanza. Text is sent as bytes: a string could be taken for a dictionary token. */
export type Content = readonly BinaryNode[] | Uint8Array | string;

/** Builds a stanza. Attributes that are `undefined` are left out. */
export function el(tag: string, attrs: Record<string, string | undefined> = {}, content?: Content): BinaryNode {
  const given: BinaryNode["attrs"] = {};
  for (const [name, value] of Object.entries(attrs)) if (value !== undefined) given[name] = value;
  if (content === undefined) return { tag, attrs: given };
  if (typeof content === "string") return { tag, attrs: given, content: Buffer.from(content) };
  return { tag, attrs: given, content: content instanceof Uint8Array ? content : [...content] };
}

/** The children of a stanza, those with `tag` if it is given. */
export function children(node: BinaryNode | undefined, tag?: string): BinaryNode[] {
  if (!node || !Array.isArray(node.content)) return [];
  return tag === undefined ? node.content : node.content.filter((child) => child.tag === tag);
}

/** The first child, or the first with `tag`. */
export function child(node: BinaryNode | undefined, tag?: string): BinaryNode | undefined {
  return children(node, tag)[0];
}

/** The bytes inside a stanza; `undefined` when it has none. */
export function bytes(node: BinaryNode | undefined): Buffer | undefined {
  const content = node?.content;
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array && content.length > 0 ? Buffer.from(content) : undefined;
}

/** The text inside a stanza, or the empty string. */
export function text(node: BinaryNode | undefined): string {
  return bytes(node)?.toString("utf8") ?? "";
}

/** Now, as stanzas write it: seconds since 1970, in decimal. */
export function timestamp(): string {
  return String(Math.floor(Date.now() / 1000));
}
